import { stripVTControlCharacters } from 'node:util';
import { programPath } from './run-program.ts';

/** A program, and what a run of it is to find. */
export interface ProgramCase {
  /** The program's file in `programs/`, or a whole command. */
  program: string | readonly string[];
  /** How it ends by itself; whatever the bare program does is compared, too. Default: 0. */
  code?: number | null;
  signal?: NodeJS.Signals;
  /** Rows of the catalogue, one a group, in the order of counts. Default: one group of `E01`. */
  rows?: readonly (string | undefined)[];
  /** How many refusals. Default: one. */
  refused?: number;
  /** What holds the credential. Default: `authorization` from API_TOKEN on line 3. `null`: nothing. */
  source?: { header: string; variable: string; line?: number } | null;
  client?: RegExp;
  /** Where the program made the request. Default: somewhere in its file. `null`: that cannot be known. */
  at?: RegExp | null;
  /** Kinds of patterns. Default: none. */
  patterns?: readonly string[];
  /** What the report says of the server's words. */
  says?: RegExp;
  /** What the report says could not be seen. Default: nothing. */
  notes?: RegExp;
  /** Programs whose output tells times or places compare by themselves no more than this part. */
  sameOutput?: (output: string) => string;
}

const fetchClient = /^fetch$/;
const withoutTimes = (output: string) =>
  stripVTControlCharacters(output)
    .replace(/[\d.]+\s?m?s\b|\d\d:\d\d:\d\d|duration_ms [\d.]+|\([^()]*\d%[^()]*\)/g, '')
    .replace(/^.*\(node:\d+\).*$/gm, '');

/** Programs that need nothing but Node. */
export const nodePrograms: readonly ProgramCase[] = [
  { program: 'fetch.mjs', client: fetchClient, at: /fetch\.mjs:1:\d+$/, says: /^The access token expired$/ },
  { program: 'fetch-posts.mjs', refused: 3 },
  { program: 'http.cjs', source: { header: 'x-api-key', variable: 'API_TOKEN', line: 3 }, client: /^http$/ },
  { program: 'http-posts.cjs' },
  { program: 'https.mjs', client: /^https$/ },
  { program: 'http2.mjs', client: /^http2$/ },
  {
    program: 'web-socket.mjs',
    refused: 2,
    at: null,
    source: { header: 'access_token', variable: 'API_TOKEN', line: 3 },
  },
  { program: 'process-exit.mjs', code: 3 },
  { program: 'throws.mjs', code: 1 },
  { program: 'rejects.cjs', code: 1 },
  { program: 'killed-by-sigkill.mjs', code: null, signal: 'SIGKILL' },
  { program: 'killed-at-once.mjs', code: null, signal: 'SIGKILL' },
  { program: 'killed-by-sigterm.mjs', code: null, signal: 'SIGTERM' },
  { program: 'aborts.mjs', code: null, signal: 'SIGABRT', sameOutput: () => '' },
  { program: 'worker.mjs' },
  { program: 'children.mjs', refused: 3, at: /fetch\.mjs:1:\d+$/ },
  { program: 'cluster.cjs' },
  { program: ['node', '--test', 'node-test.test.mjs'], code: 1, sameOutput: withoutTimes },
  {
    program: [
      'node',
      programPath('../../../node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      programPath('vitest-project'),
    ],
    code: 1,
    at: /api\.test\.js:4:\d+$/,
    sameOutput: withoutTimes,
  },
  { program: 'redirect-to-login.mjs', rows: ['A08'] },
  { program: 'redirect-elsewhere.mjs', rows: ['A03'] },
  { program: 'redirect-not-followed.mjs', rows: ['A08'] },
  { program: 'compressed.mjs', refused: 3, rows: ['E01', 'E01', 'E01'] },
  { program: 'unread.mjs' },
  { program: 'unsent.cjs', code: 1, rows: ['C08'], source: { header: 'authorization', variable: 'BROKEN_TOKEN' } },
  {
    program: 'unsent-fetch.mjs',
    code: 1,
    rows: ['C08'],
    source: { header: 'authorization', variable: 'BROKEN_TOKEN' },
    at: null,
  },
  { program: 'missing-variable.mjs', rows: ['C01'], source: null },
  { program: 'says-it-under-200.mjs', rows: [undefined] },
  { program: 'storm.mjs', refused: 12, patterns: ['storm', 'refresh-race'] },
  { program: 'loop.mjs', refused: 12, patterns: ['loop'] },
  {
    program: 'reads-the-env-file.mjs',
    source: { header: 'authorization', variable: 'FILE_PASSWORD', line: 4 },
  },
  { program: 'healthy.mjs', refused: 0, rows: [] },
];

/** Programs with the clients that are installed in `programs/`. */
export const clientPrograms: readonly ProgramCase[] = [
  { program: 'undici-5.mjs', refused: 2, rows: ['E01', 'E01'], client: /^undici/ },
  { program: 'undici-6.mjs', refused: 2, rows: ['E01', 'E01'], client: /^undici/ },
  { program: 'undici-7.mjs', refused: 2, rows: ['E01', 'E01'], client: /^undici/ },
  { program: 'undici-8.mjs', refused: 2, rows: ['E01', 'E01'], client: /^undici/ },
  { program: 'axios.mjs', client: /^axios\/1/ },
  { program: 'axios-fetch.mjs', client: /^axios/ },
  { program: 'axios-http2.mjs', client: /^axios\/1/ },
  { program: 'got.mjs', client: /^got$/, at: null },
  { program: 'node-fetch.mjs', client: /^node-fetch$/ },
  { program: 'superagent.cjs', client: /^superagent/, at: null },
  { program: 'needle.cjs', client: /^needle\/3/ },
  { program: 'ky.mjs', client: /^ky$/ },
  { program: 'ofetch.mjs', client: /^ofetch$/ },
  { program: 'octokit.mjs', client: /^@octokit\/request$/ },
  { program: 'gaxios.mjs', client: /^node-fetch$/ },
  { program: 'ws.mjs', client: /^ws$/ },
  { program: 'stripe.mjs', client: /^stripe$/, at: null },
  { program: 'openai.mjs', client: /^openai$/ },
  { program: 'anthropic.mjs', client: /^@anthropic-ai\/sdk$/, at: null },
  { program: 's3.mjs', client: /^@(aws-sdk|smithy)\//, source: null, at: null },
  {
    program: [
      'node',
      'dev-server.mjs',
      programPath('node_modules/vite/bin/vite.js'),
      '--config',
      programPath('vite-project/vite.config.mjs'),
    ],
    // Vite runs a copy of its configuration.
    at: null,
  },
];

/** What is installed for the other versions of Node alone, since it is large. */
export const nextDev: ProgramCase = {
  program: [
    'node',
    'dev-server.mjs',
    programPath('dev-servers/node_modules/next/dist/bin/next'),
    'dev',
    programPath('dev-servers'),
  ],
  at: null,
  sameOutput: (output) => output.replace(/^.*(\(node:\d+\)|anonymous telemetry|⚠).*$/gm, ''),
};
