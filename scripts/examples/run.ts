import { spawnSync } from 'node:child_process';
import { type ExampleName, startExample } from './start-example.ts';

const [name] = process.argv.slice(2);
if (name !== 'react' && name !== 'vue') {
  console.error('Usage: npm run example:react, or npm run example:vue');
  process.exit(2);
}

const { status } = spawnSync(
  'turbo',
  ['run', 'build', `--filter=example-${name}^...`, '--filter=@freshkey/testing', '--output-logs=errors-only'],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
);
if (status !== 0) process.exit(status ?? 1);

const example = await startExample(name satisfies ExampleName, { port: 5173 });
console.log(`
  The application    ${example.url}
  Its API            ${example.server.url}
  Sign in with       ada, lovelace
  Stop with          Ctrl-C
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void example[Symbol.asyncDispose]().then(() => process.exit(0)));
}
