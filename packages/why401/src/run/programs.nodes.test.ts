import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describePrograms } from './test-support/describe-programs.ts';
import { clientPrograms, nextDev, nodePrograms, type ProgramCase } from './test-support/program-cases.ts';
import { programPath } from './test-support/run-program.ts';

const everywhere = [
  'fetch.mjs',
  'http-posts.cjs',
  'worker.mjs',
  'redirect-to-login.mjs',
  'compressed.mjs',
  'axios.mjs',
  'undici-7.mjs',
  'throws.mjs',
  'unsent.cjs',
  'storm.mjs',
  'healthy.mjs',
];
const programs = [...nodePrograms, ...clientPrograms].filter(({ program }) => everywhere.includes(String(program)));
const http2 = nodePrograms.find(({ program }) => program === 'http2.mjs') as ProgramCase;
const node = (name: string) => programPath(`nodes/node_modules/${name}/bin/node`);

describe.each(['node-22-12', 'node-22', 'node-26'])('a program under why401 run on %s', (name) => {
  test('is run by a Node that is installed', () => {
    expect(existsSync(node(name))).toBe(true);
  });

  describePrograms(
    [
      ...programs,
      name === 'node-22-12'
        ? { ...http2, refused: 0, rows: [], notes: /node:http2 are not seen on Node 22\.12/ }
        : http2,
    ],
    node(name),
  );
});

describe('a development server under why401 run', () => {
  describePrograms([nextDev]);
});
