import { readFile, writeFile } from 'node:fs/promises';
import { catalogue, families } from '../../packages/diagnose/src/catalogue.ts';
import { rules } from '../../packages/diagnose/src/rules/index.ts';
import { fail, root } from './report.ts';

/**
 * `docs/causes.md` says what the catalogue says: every cause, with the rules that name it. `--update` writes it anew.
 */
const file = `${root}/docs/causes.md`;

const idsOf = (row: string): string =>
  rules
    .filter((rule) => rule.row === row)
    .map(({ id }) => `\`${id}\``)
    .join(', ') || 'by product or client';

const section = ([family, title]: [string, string]): string =>
  [
    `## ${family}. ${title}`,
    '',
    '| Row | Cause | Rules |',
    '| --- | --- | --- |',
    ...Object.entries(catalogue)
      .filter(([row]) => row.startsWith(family))
      .map(([row, cause]) => `| ${row} | ${cause} | ${idsOf(row)} |`),
  ].join('\n');

const text = `# Why a request is refused: every cause

Each row is one cause that \`@freshkey/diagnose\` can name, and the rules that serve it. A finding carries its row. Generated
from \`packages/diagnose/src/catalogue.ts\`: do not edit it here, run \`node scripts/checks/causes.ts --update\`.

${Object.entries(families).map(section).join('\n\n')}
`;

if (process.argv.includes('--update')) await writeFile(file, text);
else if ((await readFile(file, 'utf8').catch(() => '')) !== text)
  fail('Causes', ['docs/causes.md is not what the catalogue says'], 'Run `node scripts/checks/causes.ts --update`.');
console.log(`${Object.keys(catalogue).length} causes`);
