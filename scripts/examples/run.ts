import { setup } from './build-packages.ts';

const [name] = process.argv.slice(2);
if (name !== 'react' && name !== 'vue') {
  console.error('Usage: npm run example:react, or npm run example:vue');
  process.exit(2);
}

setup();
// Only now: it imports what has just been built.
const { startExample } = await import('./start-example.ts');
const example = await startExample(name, { port: 5173 });
console.log(`
  The application    ${example.url}
  Its API            ${example.server.url}
  Sign in with       ada, lovelace
  Stop with          Ctrl-C
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void example[Symbol.asyncDispose]().then(() => process.exit(0)));
}
