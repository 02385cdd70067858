import type { Facts } from '../../../facts.ts';
import { schemeText } from '../../../scheme-text.ts';
import type { SentCredential } from '../../../sent-credentials.ts';
import type { CredentialForm, Product } from '../../product.ts';

/** Where the request went, as evidence. */
export function hostText({ request }: Facts): string {
  return `The request went to ${request.host || 'an unknown host'}.`;
}

/** How a credential was sent, in words that follow "it was sent". */
export function placeText(facts: Facts, { place, name, scheme }: SentCredential): string {
  const shown = name.slice(0, 60);
  if (place === 'query') return `in the query, as ${shown}`;
  if (place === 'header' && name === 'Authorization')
    return scheme === undefined
      ? 'in Authorization, without a scheme'
      : `in Authorization, as ${schemeText(facts.request.authorization)}`;
  return place === 'header' ? `in the header ${shown}` : `in the ${shown}`;
}

/** What a product reads, as evidence. */
export function formText({ name }: Product, { label, send }: CredentialForm): string {
  const line = send
    .replace(/: Basic (.*)/, ': Basic base64($1)')
    .replace(/: Digest ([^:]*):.*/, ': Digest username="$1", …');
  return `${name} reads ${label} as \`${line}\`.`;
}

/** Whether the refusal may be about how the credential was sent: the server does not say that it read it. */
export function mayBeForm(facts: Facts): boolean {
  const { refusal } = facts;
  if (facts.saysItRead) return false;
  if (refusal === 'unauthorized' || refusal === 'in-body' || refusal === 'bad-request') return true;
  return refusal === 'forbidden' && facts.says(/api.?key|token|credential|authenticat|unauthori[sz]ed|auth/);
}
