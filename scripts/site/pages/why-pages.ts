import { catalogue, families, type Row } from '../../../packages/diagnose/src/catalogue.ts';
import { diagnose } from '../../../packages/diagnose/src/diagnose.ts';
import type { Exchange } from '../../../packages/diagnose/src/exchange.ts';
import type { Finding } from '../../../packages/diagnose/src/finding.ts';
import type { Fixture, Fixtures } from '../../../packages/diagnose/src/fixtures/fixture.ts';
import { redactText, redactUrl } from '../../../packages/diagnose/src/redact.ts';
import type { Rule } from '../../../packages/diagnose/src/rule.ts';
import { arrivalFixtures } from '../../../packages/diagnose/src/rules/arrival.fixtures.ts';
import { challengeFixtures } from '../../../packages/diagnose/src/rules/challenge.fixtures.ts';
import { clientCodeFixtures } from '../../../packages/diagnose/src/rules/client-code.fixtures.ts';
import { environmentFixtures } from '../../../packages/diagnose/src/rules/environment.fixtures.ts';
import { fingerprintsFixtures } from '../../../packages/diagnose/src/rules/fingerprints.fixtures.ts';
import { headerSyntaxFixtures } from '../../../packages/diagnose/src/rules/header-syntax.fixtures.ts';
import { rules } from '../../../packages/diagnose/src/rules/index.ts';
import { tokenContentFixtures } from '../../../packages/diagnose/src/rules/token-content.fixtures.ts';
import { transportFixtures } from '../../../packages/diagnose/src/rules/transport.fixtures.ts';
import { vendorFixtures } from '../../../packages/diagnose/src/rules/vendor.fixtures.ts';
import { isSensitiveHeader } from '../../../packages/diagnose/src/sensitive-names.ts';
import { signedFixtures } from '../../../packages/diagnose/src/signed/signed.fixtures.ts';
import { capital, cell, fenced, type Page, plain } from './page.ts';

const fixtures: Fixtures = {
  ...signedFixtures,
  ...arrivalFixtures,
  ...transportFixtures,
  ...headerSyntaxFixtures,
  ...tokenContentFixtures,
  ...challengeFixtures,
  ...environmentFixtures,
  ...clientCodeFixtures,
  ...vendorFixtures,
  ...fingerprintsFixtures,
};

const sureness = {
  proof: 'certain: it cannot be otherwise',
  likely: 'likely: at least two independent signs',
  hint: 'a hint: worth a look, never the cause by itself',
};

const rows = Object.keys(catalogue) as Row[];
const rulesOf = (row: Row): readonly Rule[] => rules.filter((rule) => rule.row === row);
const familyOf = (row: Row): string => row[0] as string;

/** A page for each rule, one for each cause of the catalogue, and the list of them all. */
export function whyPages(): Page[] {
  return [listPage(), ...rules.map(rulePage), ...rows.map(rowPage)];
}

function listPage(): Page {
  const sections = Object.entries(families).map(([family, title]) => {
    const lines = rows
      .filter((row) => familyOf(row) === family)
      .map(
        (row) =>
          `| [${row}](site:why/row/${row.toLowerCase()}) | ${cell(plain(capital(catalogue[row])))} | ${linksTo(rulesOf(row))} |`,
      );
    return `## ${family}. ${title}\n\n| Row | Cause | Pages |\n| --- | --- | --- |\n${lines.join('\n')}`;
  });
  const lead =
    'Every cause of a 401 that `why401` and `session.explain` can name. A finding carries the address of its page. [Paste your request](site:tools/why401) to learn which one it is.';
  return {
    slug: 'why',
    title: 'Why a request is refused: every cause',
    description: `${rows.length} causes of an HTTP 401, and ${rules.length} pages with the fix for each.`,
    body: `${lead}\n\n${sections.join('\n\n')}`,
    source: 'packages/diagnose/src/catalogue.ts',
  };
}

const linksTo = (some: readonly Rule[]): string =>
  some.map(({ id }) => `[${id}](site:why/${id})`).join(', ') || 'named by a product or client';

function rowPage(row: Row): Page {
  const own = rulesOf(row);
  const near = rows.filter((other) => familyOf(other) === familyOf(row) && other !== row);
  return {
    slug: `why/row/${row.toLowerCase()}`,
    title: `${row}: ${capital(catalogue[row])}`,
    description: `Row ${row} of the catalogue of causes of an HTTP 401.`,
    body: [
      own.length > 0
        ? `The pages of this cause:\n\n${own.map(({ id, title }) => `- [${plain(capital(title))}](site:why/${id})`).join('\n')}`
        : 'This cause is named where a product or a client says it in words of its own.',
      `## Others of this family\n\n${near.map((other) => `- [${other}](site:why/row/${other.toLowerCase()}): ${plain(capital(catalogue[other]))}`).join('\n')}`,
    ].join('\n\n'),
    source: 'packages/diagnose/src/catalogue.ts',
    frontMatter: 'pagefind: false',
  };
}

function findingOf(id: string, { exchange, context }: Fixture): Finding | undefined {
  const { cause, alsoCheck } = diagnose(exchange, context);
  return [cause, ...alsoCheck].find((finding) => finding?.id === id) ?? undefined;
}

/** The template: what it means, how it looks, why, the fix to copy, what it is not. */
function rulePage(rule: Rule): Page {
  const { finds = [], misses = [] } = fixtures[rule.id] ?? {};
  const [shown] = finds.filter((fixture) => findingOf(rule.id, fixture)).concat(finds);
  if (!shown) throw new Error(`The rule ${rule.id} has no exchange that finds it.`);
  const finding = findingOf(rule.id, shown);
  const { evidence = [], fix = '', commands = [] } = finding ?? {};
  const title = capital(finding?.title ?? rule.title);
  const facts = [
    ['how sure', sureness[rule.confidence]],
    ['id', `\`${rule.id}\``],
    ['row', `[${rule.row}](site:why/row/${rule.row.toLowerCase()}): ${cell(plain(capital(catalogue[rule.row])))}`],
    ['rests on', cell(plain(rule.reference))],
  ].map(([name, value]) => `| ${name} | ${value} |`);
  const near = rules.filter(({ row, id }) => familyOf(row) === familyOf(rule.row) && id !== rule.id).slice(0, 5);
  const isSame = capital(catalogue[rule.row]) === capital(rule.title);
  const isNot = misses.map(({ name }) => `- ${plain(name.replace(/^passes over /, ''))}`);
  return {
    slug: `why/${rule.id}`,
    title: capital(rule.title),
    description: `${title}. ${fix}`.replace(/`/g, '').replace(/\s+/g, ' ').slice(0, 200),
    body: [
      `${isSame ? '' : `${plain(capital(catalogue[rule.row]))}. `}A 401 with this cause is reported as \`${rule.id}\`.`,
      `## The fix\n\n${plain(fix)}`,
      ...(commands.length > 0 ? [fenced(commands.join('\n'), 'sh')] : []),
      `## How it looks\n\n${fenced(textOf(shown.exchange), 'http')}`,
      `## Why\n\n${evidence.map((line) => evidenceItem(line)).join('\n')}`,
      [facts[0], '| --- | --- |', ...facts.slice(1)].join('\n'),
      ...(isNot.length > 0 ? [`## What it is not\n\nIt is not said of:\n\n${isNot.join('\n')}`] : []),
      `## Near it\n\n${near.map(({ id, title: other }) => `- [${plain(capital(other))}](site:why/${id})`).join('\n')}\n- [Read your own 401](site:tools/why401)`,
    ].join('\n\n'),
    source: 'packages/diagnose/src/rules',
  };
}

/** The first line is a sentence; further lines are texts one above the other. */
function evidenceItem(evidence: string): string {
  const [sentence = '', ...lines] = evidence.split('\n');
  return lines.length === 0
    ? `- ${plain(sentence)}`
    : `- ${plain(sentence)}\n\n${fenced(lines.join('\n')).replace(/^/gm, '  ')}`;
}

/** An exchange as text, its credentials cut. */
function textOf({ request, response, error }: Exchange): string {
  const headers = (list: Exchange['request']['headers'] = []) =>
    list.map(([name, value]) => `${name}: ${isSensitiveHeader(name) ? redactText(shorten(value)) : redactText(value)}`);
  const body = (text = '') => (text === '' ? [] : ['', redactText(text).slice(0, 600)]);
  const sent = [`${request.method} ${redactUrl(request.url)}`, ...headers(request.headers), ...body(request.body)];
  const told = error instanceof Error ? `${error.name}: ${error.message}` : '(no answer)';
  const received = response
    ? [`HTTP/1.1 ${response.status}`, ...headers(response.headers), ...body(response.body)]
    : [redactText(told)];
  return [...sent, '', ...received].join('\n').replace(/[^\P{C}\n]/gu, '·');
}

/** What a reader recognises of a credential: its kind and its first letters. */
function shorten(value: string): string {
  return value
    .split(' ')
    .map((word) => (word.length > 24 ? `${word.slice(0, 6)}…${word.slice(-3)}` : word))
    .join(' ');
}
