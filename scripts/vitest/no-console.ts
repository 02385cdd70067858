import { afterEach, beforeEach } from 'vitest';

/**
 * A console line that no test asked for fails the test that printed it: a library has no business printing. The one line
 * for the developer, which goes out unless `NODE_ENV` is `production`, is what every session is asked for.
 */
const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
const originals = Object.fromEntries(methods.map((method) => [method, console[method]]));
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  for (const method of methods) {
    console[method] = (...values: unknown[]) => {
      if (method === 'warn' && String(values[0]).startsWith('freshkey: ')) return;
      printed.push(`console.${method}: ${values.map(String).join(' ')}`);
    };
  }
});

afterEach(() => {
  for (const method of methods) console[method] = originals[method] as typeof console.log;
  if (printed.length > 0) throw new Error(`Unexpected console output:\n${printed.join('\n')}`);
});
