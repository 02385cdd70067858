import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createSession, type SessionOptions } from '@freshkey/core';
import { heapBytes } from './heap.ts';
import { median } from './measure.ts';

const sessions = 10_000;
const runs = 5;

function optionsOf(index: number): SessionOptions {
  return {
    tokens: { access_token: `token-${index}`, refresh_token: `refresh-${index}`, expires_in: 3600 },
    refresh: async ({ tokens }) => tokens.accessToken,
    origins: ['https://api.test'],
  };
}

function bytesPerSession(): number {
  const kept: unknown[] = Array.from({ length: 1000 }, (_, index) => createSession(optionsOf(index)));
  const inputs = Array.from({ length: sessions }, (_, index) => optionsOf(index));
  const before = heapBytes();
  for (const options of inputs) kept.push(createSession(options));
  const bytes = heapBytes() - before;
  return kept.length > sessions && inputs.length === sessions ? bytes / sessions : Number.NaN;
}

/** What a session costs that nobody uses, beside its options and tokens; each run in a process of its own. */
export function idleHeap(): number {
  const measure = () =>
    Number(
      execFileSync(process.execPath, ['--expose-gc', ...process.execArgv, fileURLToPath(import.meta.url)], {
        encoding: 'utf8',
      }),
    );
  return median(Array.from({ length: runs }, measure));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(String(bytesPerSession()));
  process.exit();
}
