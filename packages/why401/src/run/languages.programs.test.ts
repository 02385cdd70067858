import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProgramServer, programServer } from './test-support/program-server.ts';
import { ProgramFolder, programPath } from './test-support/run-program.ts';

const token = ['tok', 'en', 'C3fW7qN1vX9kZ5mH2dJ8'].join('');
const file = (name: string) => programPath(`languages/${name}`);
const works = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const python = ['/usr/bin/python3', 'python3'].find((command) => works(command, '--version')) ?? 'python3';
const java = (name: string) => ['java', file(`${name}.java`)];
/** A whole kit is needed to run a source file. */
const isJavaHere = () => works('javac', '-version');
/** Bun and Deno: the system's, else those that are installed beside other versions of Node. */
const runtime = (name: string, installed: string) =>
  works(name, '--version') ? name : file(`../nodes/node_modules/${installed}`);
const bun = runtime('bun', '@oven/bun-linux-x64/bin/bun');
const deno = runtime('deno', '@deno/linux-x64-glibc/deno');
const header = `Authorization: Bearer ${token}`;

/** Each program, and how to find out whether its language is installed. */
const programs: readonly (readonly [
  name: string,
  isHere: () => boolean,
  command: (url: string) => string[],
  client: RegExp,
])[] = [
  ['curl', () => works('curl', '--version'), (url) => ['curl', '-sS', '-H', header, `${url}/expired`], /^curl\/\d/],
  [
    'wget',
    () => works('wget', '--version'),
    (url) => ['wget', '-qO-', '--header', header, `${url}/expired`],
    /^Wget\/\d/,
  ],
  [
    'git',
    () => works('git', '--version'),
    (url) => ['git', '-c', `http.extraHeader=${header}`, 'ls-remote', `${url}/x/expired`],
    /^git\/\d/,
  ],
  ['Python with urllib', () => works(python, '--version'), () => [python, file('ask-urllib.py')], /^Python-urllib\/3/],
  [
    'Python with requests',
    () => works(python, '-c', 'import requests'),
    () => [python, file('ask-requests.py')],
    /^python-requests\/2/,
  ],
  [
    'Python with httpx',
    () => works(python, '-c', 'import httpx'),
    () => [python, file('ask-httpx.py')],
    /^python-httpx\/0/,
  ],
  ['Ruby', () => works('ruby', '--version'), () => ['ruby', file('ask.rb')], /^ruby$/],
  ['Go', () => works('go', 'version'), () => ['go', 'run', file('ask.go')], /^go$/],
  ['PHP', () => works('php', '-r', 'curl_version();'), () => ['php', file('ask.php')], /^https?$/],
  ['Java with HttpClient', isJavaHere, () => java('AskHttpClient'), /^Java-http-client\/\d/],
  ['Java with HttpURLConnection', isJavaHere, () => java('AskUrlConnection'), /^Java\/\d/],
  ['Node', () => true, () => [process.execPath, file('ask.mjs')], /^https?$|^fetch$/],
  ['Bun', () => works(bun, '--version'), () => [bun, file('ask.mjs')], /^Bun\/\d/],
  ['Deno', () => works(deno, '--version'), () => [deno, 'run', '--quiet', '-A', file('ask.mjs')], /^Deno\/\d/],
];
const installed = programs.filter(([, isHere]) => isHere());
const isEverything = process.env.PROGRAMS_LANGUAGES === 'all';

let server: ProgramServer;
let folder: ProgramFolder;
beforeAll(async () => {
  server = await programServer();
  folder = new ProgramFolder(`API_TOKEN=${token}\n`);
  writeFileSync(join(folder.path, 'ca.pem'), server.env.API_CA as string);
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

describe('a program of another language under why401 run --proxy', () => {
  test('is there to be run', () => {
    expect(installed.length).toBeGreaterThan(1);
    if (isEverything) expect(installed.map(([name]) => name)).toEqual(programs.map(([name]) => name));
  });

  describe.each(['http', 'https'] as const)('over %s', (scheme) => {
    test.each(installed)('explains %s, and changes nothing of it', async (name, _isHere, commandOf, client) => {
      const port = new URL((scheme === 'http' ? server.env.API_URL : server.env.SECURE_API_URL) as string).port;
      // No language sends what it asks of `localhost` or 127.0.0.1 through a proxy without exception.
      const url = `${scheme}://api.localhost:${port}`;
      const options = {
        env: {
          ASK_URL: url,
          API_TOKEN: token,
          SSL_CERT_FILE: join(folder.path, 'ca.pem'),
          GIT_TERMINAL_PROMPT: '0',
          GOCACHE: join(folder.path, 'go'),
          DENO_DIR: join(folder.path, 'deno'),
        },
      };
      const isJava = name.startsWith('Java');
      const { report, stdout, stderr, code, left, said } = await folder.watched(commandOf(url), {
        ...options,
        options: [isJava ? '--java' : '--proxy'],
      });
      expect([report.refused, report.groups[0]?.diagnosis.cause?.row]).toEqual([1, 'E01']);
      expect(report.groups[0]?.first).toMatchObject({
        status: 401,
        sources: [{ header: 'authorization', variable: 'API_TOKEN', file: '.env', line: 1 }],
      });
      expect(report.groups[0]?.first.client).toMatch(client);
      expect(new URL(report.groups[0]?.first.url ?? '').host).toBe(`api.localhost:${port}`);
      expect(left).toEqual([]);
      expect(said + JSON.stringify(report)).not.toContain(token);
      if (stdout.includes('401')) expect(stdout).toContain('Bad credentials, said the server');
      expect([0, 6, 128]).toContain(code);
      // The virtual machine says by itself what it was told.
      expect(isJava ? stderr.replace(/^Picked up JAVA_TOOL_OPTIONS: .*$/m, '') : stderr).not.toMatch(
        /why401|proxy|certificate/i,
      );
    });
  });
});
