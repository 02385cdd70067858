/**
 * What each import costs an application: minified, brotli, everything included but the client. The budgets stand in
 * .size-limit.json; `--update` sets each to the measured size and 5 % (docs/decisions/size-budgets.md says when).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fail, root } from './report.ts';
import { run } from './run.ts';

interface Budget {
  readonly name: string;
  readonly limit: string;
}

interface Measured {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly passed: boolean;
}

const file = `${root}/.size-limit.json`;
const budgets = JSON.parse(readFileSync(file, 'utf8')) as Budget[];
const { stdout, output } = await run('size-limit', ['--json']);
if (!stdout.trimStart().startsWith('[')) fail('Sizes', [output.trim()], 'The packages must be built: npm run build.');
const measured = JSON.parse(stdout) as Measured[];
const sizeOf = (name: string) => measured.find((one) => one.name === name)?.size ?? Number.NaN;

if (process.argv.includes('--update')) {
  const updated = budgets.map((budget) => ({ ...budget, limit: `${Math.ceil(sizeOf(budget.name) * 1.05)} B` }));
  writeFileSync(file, `${JSON.stringify(updated, null, 2)}\n`);
  console.log(`Sizes: ${updated.length} budgets written.`);
} else {
  for (const { name, limit } of budgets) {
    console.log(`${name.padEnd(40)} ${String(sizeOf(name)).padStart(6)} B of at most ${limit}`);
  }
  const complaints = measured.filter(({ passed }) => !passed).map(({ name }) => `${name} is above its budget`);
  if (complaints.length > 0) fail('Sizes', complaints);
}
