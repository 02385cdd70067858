import ts from 'typescript';
import { isRetryable, sentenceOf } from '../../../packages/core/src/telling/explanation.ts';
import { root } from '../../checks/report.ts';
import { type CodeText, errorTexts, eventTexts, passTexts, reasonTexts } from './code-texts.ts';
import { capital, cell, fenced, type Page, plain } from './page.ts';

/** What each member of a union of texts, or of an interface, says of itself in the source: the comment before it. */
function commentsIn(file: string, name: string): Map<string, string> {
  const text = ts.sys.readFile(`${root}/packages/core/src/${file}`) ?? '';
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const comments = new Map<string, string>();
  let last = '';
  const note = (node: ts.Node, key: string) => {
    const [range] = ts.getLeadingCommentRanges(text, node.getFullStart())?.slice(-1) ?? [];
    const between = range ?? commentBefore(text, node.getFullStart());
    if (between) last = cleaned(text.slice(between.pos, between.end));
    comments.set(key, last);
  };
  ts.forEachChild(source, (node) => {
    if (ts.isTypeAliasDeclaration(node) && node.name.text === name && ts.isUnionTypeNode(node.type)) {
      for (const member of node.type.types) if (ts.isLiteralTypeNode(member)) note(member, literalOf(member));
    }
    if (ts.isInterfaceDeclaration(node) && node.name.text === name) {
      for (const member of node.members) {
        last = '';
        note(member, member.name?.getText(source).replace(/'/g, '') ?? '');
      }
    }
  });
  if (comments.size === 0) throw new Error(`${name} is not in ${file}.`);
  return comments;
}

const literalOf = ({ literal }: ts.LiteralTypeNode): string => (ts.isStringLiteral(literal) ? literal.text : '');

/** The comment of a union's member stands before its bar. */
function commentBefore(text: string, end: number): { pos: number; end: number } | undefined {
  const before = /\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*\|\s*$/.exec(text.slice(0, end));
  if (!before) return undefined;
  return { pos: before.index, end: text.indexOf('*/', before.index) + 2 };
}

const cleaned = (comment: string): string =>
  comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The template of every code. */
function codePage(
  kind: string,
  slug: string,
  code: string,
  meaning: string,
  looks: string,
  { why, fix, isNot }: CodeText,
  source: string,
): Page {
  return {
    slug: `${slug}/${code}`,
    title: `${code} (${kind})`,
    description: `${meaning || why} ${fix}`
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/`/g, '')
      .slice(0, 200),
    body: [
      plain(meaning || why),
      `## How it looks\n\n${looks}`,
      `## Why\n\n${why}`,
      `## The fix\n\n${fix}`,
      `## What it is not\n\n${isNot}`,
      'Something else? [Every cause of a 401](site:why), or [paste your request](site:tools/why401).',
    ].join('\n\n'),
    source,
  };
}

function explained(reason: string, message: string, retryable: boolean): string {
  const lines = [
    `{ reason: '${reason}',`,
    `  message: 'GET https://api.example.com/orders was refused (401): ${message}.',`,
    `  retryable: ${retryable}, … }`,
  ];
  return `\`session.explain(error)\` returns:\n\n${fenced(lines.join('\n'), 'js')}`;
}

/** The pages of error codes, reasons and events, and the list of each. */
export function codePages(): Page[] {
  const errors = commentsIn('errors.ts', 'FreshkeyErrorCode');
  const reasons = commentsIn('judging/verdict.ts', 'RefusalReason');
  const passes = commentsIn('telling/explanation.ts', 'PassReason');
  const events = commentsIn('telling/events.ts', 'SessionEvents');
  const errorPages = Object.entries(errorTexts).map(([code, text]) => {
    const looks = `\`error.code === '${code}'\`, of a \`FreshkeyError\`, or of the \`cause\` of your client’s own error.`;
    return codePage('error code', 'errors', code, errors.get(code) ?? '', looks, text, 'packages/core/src/errors.ts');
  });
  const reasonPages = Object.entries(reasonTexts).map(([reason, text]) => {
    const name = reason as keyof typeof reasonTexts;
    const looks = explained(reason, sentenceOf(name), isRetryable(name));
    const meaning = `The request was refused, and its refusal reached its caller: ${sentenceOf(name)}.`;
    return codePage(
      'reason of a refusal',
      'errors/reason',
      reason,
      meaning,
      looks,
      text,
      'packages/core/src/judging/verdict.ts',
    );
  });
  const passPages = Object.entries(passTexts).map(([reason, text]) => {
    const looks = `The event \`passed\` with \`reason: '${reason}'\` and a \`hint\`, when such a request is answered 401.`;
    return codePage(
      'why a request was left alone',
      'errors/passed',
      reason,
      passes.get(reason) ?? '',
      looks,
      text,
      'packages/core/src/telling/explanation.ts',
    );
  });
  const eventPages = Object.entries(eventTexts).map(
    ([name, text]): Page => ({
      slug: `events/${name}`,
      title: `${name} (event)`,
      description: `The event ${name} of a session: ${text}`.replace(/[`[\]]|\(site:[^)]*\)/g, '').slice(0, 200),
      body: [
        ...(events.get(name) ? [plain(events.get(name) ?? '')] : []),
        text,
        `## How it looks\n\n${fenced(`const off = session.on('${name}', (event) => { … });`, 'js')}`,
        '[All events and what they carry](site:packages/core).',
      ].join('\n\n'),
      source: 'packages/core/src/telling/events.ts',
    }),
  );
  for (const [known, texts] of [
    [errors, errorTexts],
    [reasons, reasonTexts],
    [passes, passTexts],
    [events, eventTexts],
  ] as const) {
    const missing = [...known.keys()].filter((code) => !(code in texts));
    if (missing.length > 0)
      throw new Error(`No page for ${missing.join(', ')}: write it in scripts/site/pages/code-texts.ts.`);
  }
  const all = [...errorPages, ...reasonPages, ...passPages, ...eventPages];
  return [
    listOf('errors', 'Errors and reasons', [errorPages, reasonPages, passPages]),
    listOf('events', 'Events', [eventPages]),
    ...all,
  ];
}

function listOf(slug: string, title: string, groups: readonly (readonly Page[])[]): Page {
  const headings = ['Error codes', 'Reasons of a refusal', 'Why a request was left alone'];
  const sections = groups.map((pages, index) => {
    const lines = pages.map((page) => {
      const name = page.title.replace(/ \(.*/, '');
      return `| [${name}](site:${page.slug}) | ${cell(plain(capital(page.description)))} |`;
    });
    const heading = groups.length > 1 ? `## ${headings[index]}\n\n` : '';
    return `${heading}| Name | In short |\n| --- | --- |\n${lines.join('\n')}`;
  });
  const description = `${title} of a Freshkey session, each with what it means and what to do.`;
  return {
    slug,
    title,
    description,
    body: `${description}\n\n${sections.join('\n\n')}`,
    source: 'packages/core/src',
    frontMatter: 'pagefind: false',
  };
}
