/** Every gate that reads the repository or the packages as built: `npm run check`, or some of them by name. */
import { fail } from './report.ts';
import { run } from './run.ts';

const gates: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  imports: ['node', 'scripts/checks/imports.ts'],
  exports: ['node', 'scripts/checks/exported-names.ts'],
  'readme-code': ['node', 'scripts/checks/readme-code.ts'],
  causes: ['node', 'scripts/checks/causes.ts'],
  links: ['node', 'scripts/checks/links.ts'],
  leftovers: ['node', 'scripts/checks/leftovers.ts'],
  unused: ['knip', '--no-progress', '--no-config-hints'],
  packed: ['node', 'scripts/checks/packed.ts'],
  shipped: ['node', 'scripts/checks/shipped.ts'],
  sizes: ['node', 'scripts/checks/sizes.ts'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in gates));
if (unknown.length > 0)
  fail(
    'Checks',
    unknown.map((name) => `there is no check "${name}"`),
    `There are: ${Object.keys(gates).join(', ')}.`,
  );

let [passed, failed] = [0, 0];
for (const [name, [program, ...args]] of Object.entries(gates)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { code, output } = await run(program, args);
  const isGood = code === 0;
  if (isGood) passed++;
  else failed++;
  console.log(`${isGood ? '✓' : '✗'} ${name}`);
  const text = output.trim();
  if (text !== '') console.log(text.replace(/^/gm, '    '));
}
console.log(`\nChecks: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
