import type { Row } from '../../../catalogue.ts';
import type { Facts } from '../../../facts.ts';
import type { Rule } from '../../../rule.ts';
import type { SentCredential } from '../../../sent-credentials.ts';
import type { CredentialForm, Product } from '../../product.ts';
import { correctedCommand } from '../corrected-command.ts';
import { fittingForms, formLine, isInForm } from '../credential-form.ts';
import { formText, mayBeForm, placeText } from './seen.ts';

/** A credential that was sent in a way in which the product does not read it. */
interface Misplaced {
  readonly sent: SentCredential;
  readonly text: string;
  /** The forms in which it would be read, the usual one first. */
  readonly wanted: readonly CredentialForm[];
  /** Whether the credential's own beginning or looks show what it is. */
  readonly isKnown: boolean;
}

function misplaced(facts: Facts, forms: readonly CredentialForm[]): Misplaced | undefined {
  if (forms.length === 0 || !mayBeForm(facts)) return undefined;
  const { token, basic } = facts;
  const credentials = facts.credentials.filter(({ place }) => place !== 'cookie' && place !== 'body');
  const sent = token?.sent ?? credentials[0];
  if (!sent) return undefined;
  const text = token?.text ?? basic?.password ?? '';
  const { forms: wanted, isKnown } = fittingForms(forms, [text, basic?.user ?? '']);
  const isSentWell = wanted.some((form) => isInForm(form, facts));
  return isSentWell ? undefined : { sent, text, wanted, isKnown };
}

/** Which row a difference of form belongs to. */
function rowOf({ sent, wanted, isKnown }: Misplaced, facts: Facts): string {
  const [form] = wanted;
  const line = form && formLine(form.send);
  if (!line || line.place === 'path') return 'A13';
  if ((sent.place === 'query') !== (line.place === 'query')) return 'A13';
  if (line.scheme === 'digest') return 'B11';
  if (sent.place === 'header' && sent.name.toLowerCase() === line.name) {
    if (sent.scheme === undefined) return 'C04';
    const isOffered = line.scheme !== undefined && facts.response?.challenge(line.scheme) !== undefined;
    return isOffered && !isKnown ? 'C05' : 'C06';
  }
  return 'C20';
}

/** What other rules say of a scheme or header that is not the right one. */
const covered = [
  'A02',
  'A11',
  'A12',
  'A13',
  'B11',
  'C04',
  'C05',
  'C06',
  'C15',
  'C20',
  'D12',
  'D14',
  'D22',
  'E10',
] as const;

/** Sent in another header, with another scheme, or in another place than the product reads. */
export function formRules(product: Product): Rule[] {
  if (!product.credentials?.length) return [];
  const { row } = product;
  return row
    ? [formRule(product, row, () => true)]
    : rows.map((one) => formRule(product, one, (found, facts) => rowOf(found, facts) === one));
}

const rows = ['A13', 'B11', 'C04', 'C05', 'C06', 'C20'] as const;
const ids: Readonly<Record<string, string>> = {
  A13: 'credential-in-wrong-place',
  B11: 'digest-needed',
  C04: 'scheme-missing',
  C05: 'scheme-not-offered',
  C06: 'wrong-scheme',
  C20: 'wrong-header',
};

function formRule(product: Product, row: Row, isOfRow: (found: Misplaced, facts: Facts) => boolean): Rule {
  return {
    id: `${product.id}-${ids[row] ?? 'credential-form'}`,
    row,
    title: `${product.name} does not take the credential as it was sent`,
    confidence: 'proof',
    reference: product.page,
    covers: covered.filter((other) => other !== row),
    find(facts) {
      const found = misplaced(facts, product.credentials ?? []);
      const form = found?.wanted[0];
      if (!found || !form || !isOfRow(found, facts)) return undefined;
      const place = placeText(facts, found.sent);
      return {
        title: `${product.name} does not take ${form.label} ${place}`,
        evidence: [
          ...(found.isKnown ? [`By its looks it is ${form.label} (${facts.show(found.text)}).`] : []),
          `It was sent ${place}.`,
          formText(product, form),
        ],
        fix: `Send it so: ${correctedCommand(facts, [form.send])}.${othersText(found.wanted)}`,
        confidence: found.isKnown || row === 'C05' ? 'proof' : 'likely',
      };
    },
  };
}

const othersText = ([, ...others]: readonly CredentialForm[]): string =>
  others.length > 0 ? ` ${others.map(({ label, send }) => `Or ${label} as \`${send}\`.`).join(' ')}` : '';
