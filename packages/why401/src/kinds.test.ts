import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { EnvPrinted } from './output/env-text.ts';
import type { TokenPrinted } from './output/token-text.ts';
import { runCli } from './test-support/run-cli.ts';
import { answerWith, serve } from './test-support/serve.ts';
import { jwt, opaque } from './test-support/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'why401-kinds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('a damaged command', () => {
  test.each([
    ["curl 'URL/a -H 'X-Api-Key: abcdefghijklmnop1234'", 'quote'],
    ['curl "URL/a" -H "Authorization: Bearer abc', 'quote'],
    ["curl 'URL/a' -H $'Cookie: a=b", 'quote'],
    // A PowerShell command, and one for cmd.exe.
    ['curl.exe `\n "URL/b" `\n -H "Authorization: Bearer abcd', 'quote'],
    ['curl ^"URL/b^" ^\n -H ^"Authorization: Bearer abcd', 'quote'],
    ["curl URL/c -H 'A: b' \\", 'backslash'],
    ["curl URL/c -H 'A: b' \\\n", 'backslash'],
    ['curl ^"URL/b^" -H ^"A: b^" ^\n', 'caret'],
    ['curl.exe `\n "URL/b" -H "A: b" `\n', 'backquote'],
    ["curl 'URL/a -H X: 1' -d 1", 'space or a quote'],
    ["curl URL/${ID -H 'A: b'", 'quote'],
  ])('is refused, and nothing is sent: %j', async (command, message) => {
    const server = await serve(answerWith(401));
    const { code, stdout, stderr } = await runCli(['curl'], { stdin: command.replaceAll('URL', server.url) });
    expect([code, stdout, server.seen]).toEqual([2, '', []]);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('abcd');
  });

  test('is not one that ends with a line end, a comment or a literal backslash in quotes', async () => {
    const server = await serve(answerWith(401));
    for (const command of [
      `curl '${server.url}/a' \\\n -H 'A: b'\n`,
      `curl ${server.url}/a # done\n`,
      `curl ${server.url}/a -d 'x\\'\n`,
    ])
      expect((await runCli(['curl'], { stdin: command })).code).not.toBe(2);
    expect(server.seen).toHaveLength(3);
  });
});

describe('a document that is read', () => {
  test.each<[string, string[], RegExp]>([
    [
      'broken YAML',
      [
        'scopes',
        '--openapi',
        file('b.yaml', 'openapi: 3.0.0\npaths:\n  /a: {get: {security: [{o: [y'),
        '--operation',
        'GET /a',
        '--granted',
        'x',
      ],
      /b\.yaml is no valid YAML \(line 3, /,
    ],
    [
      'broken JSON',
      ['scopes', '--openapi', file('b.json', '{"paths":\n{"/a": }}'), '--operation', 'GET /a', '--granted', 'x'],
      /b\.json is no valid JSON/,
    ],
    [
      'Swagger 2',
      [
        'scopes',
        '--openapi',
        file('s.yaml', 'swagger: "2.0"\npaths:\n  /a: {get: {}}\n'),
        '--operation',
        'GET /a',
        '--granted',
        'x',
      ],
      /s\.yaml is Swagger 2\.0; only OpenAPI 3/,
    ],
    [
      'YAML in UTF-16',
      [
        'scopes',
        '--openapi',
        file('u.yaml', utf16('openapi: 3.0.0\npaths: {}\n')),
        '--operation',
        'GET /a',
        '--granted',
        'x',
      ],
      /u\.yaml, is UTF-16/,
    ],
    [
      'a HAR in UTF-16',
      ['--har', file('u.har', utf16('{"log":{"entries":[]}}'))],
      /u\.har is UTF-16; save it as UTF-8/,
    ],
    [
      'a HAR in UTF-16 without a mark',
      ['--har', file('v.har', Buffer.from('{"log":{"entries":[]}}', 'utf16le'))],
      /v\.har is UTF-16/,
    ],
    [
      'a packed HAR',
      ['--har', file('z.har', gzipSync('{"log":{"entries":[]}}'))],
      /z\.har is packed with gzip; unpack it first/,
    ],
    ['no HAR', ['--har', file('n.har', '{"a":1}')], /n\.har is no HAR recording/],
    ['a missing HAR', ['--har', join(folder, 'none.har')], /none\.har/],
    ['one missing file of two', ['--env', file('a.env', 'A=1\n'), join(folder, 'missing.env')], /missing\.env/],
    ['a missing body', ['curl', '-d', '@nobody.json', 'http://127.0.0.1:9/'], /nobody\.json/],
    ['a missing form file', ['curl', '-F', 'a=@gone/pic.png', 'http://127.0.0.1:9/'], /gone\/pic\.png/],
    ['a missing certificate', ['curl', '--cert', 'client.pem', 'http://127.0.0.1:9/'], /client\.pem/],
    ['a missing --dotenv', ['http://127.0.0.1:9/', '--dotenv', 'nosuch.env', '--token-env', 'T'], /nosuch\.env/],
    ['an option of Node', ['http://127.0.0.1:9/', '--env-file', 'a.env', '--token-env', 'T'], /--dotenv FILE/],
  ])('is named: %s', async (_name, argv, message) => {
    const { code, stdout, stderr } = await runCli(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  test('is not named where its name may be a secret', async () => {
    for (const argv of [
      ['curl', '-b', opaque, 'http://127.0.0.1:9/'],
      ['curl', '-d', `@${opaque}`, 'http://127.0.0.1:9/'],
    ]) {
      const { code, stderr } = await runCli(argv);
      expect([code, stderr.includes(opaque)]).toEqual([2, false]);
    }
  });
});

test('the environment’s files are judged as a whole, with the names that they hide', async () => {
  const problems = async (content: string | Buffer) => {
    const { code, json } = await runCli(['--env', file('k.env', content), '--json']);
    return [code, ...json<EnvPrinted>().problems.map(({ name, row }) => `${name.split('/').at(-1)} ${row}`)];
  };
  expect(await problems('DB_PASSWORD=first-secret-1234\nDB_PASSWORD=other-secret-5678\n')).toEqual([
    1,
    'DB_PASSWORD G09',
  ]);
  expect(await problems('API_KEY=abcdefghijklmnop1234\r\nPORT=1\r\n')).toEqual([1, 'k.env G17']);
  const { stdout } = await runCli(['--env', file('m.env', '\uFEFFGITHUB_TOKEN=abcdefghijklmnop1234\n')]);
  expect(stdout).toContain('GITHUB_TOKEN is not set');
});

describe('what is given for a token', () => {
  const inspect = async (stdin: string) => {
    const { code, json, stdout } = await runCli(['token', '--json'], { stdin });
    const { kind, label, problems } = json<TokenPrinted>();
    return { code, kind, label, rows: problems.map(({ row }) => row), stdout };
  };
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  test('may be the whole value of Basic', async () => {
    const found = await inspect(basic('ops:hunter2hunter2'));
    expect(found).toMatchObject({
      code: 0,
      kind: 'basic',
      label: 'Basic: user ops, password of 14 characters',
      rows: [],
    });
    expect(found.stdout).not.toContain('hunter2');
    expect((await inspect(`Authorization: ${basic('ops:hunter2hunter2\n')}`)).rows).toEqual(['C16']);
    expect((await inspect(basic('s3cretk3y1234567890:'))).label).toBe('Basic: user of 19 characters, no password');
  });

  test('may be a header’s line, or the value of another scheme', async () => {
    expect((await inspect(`Authorization: Bearer ${jwt({ exp: 4_000_000_000 })}`)).rows).toEqual([]);
    expect((await inspect('Digest username="ops", realm="x", response="0a1b"')).kind).toBe('header');
    expect((await inspect('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/2026/x, Signature=00')).kind).toBe('header');
  });

  test('may be a JWT of any length', async () => {
    const groups = Array.from({ length: 40_000 }, (_, index) => `group-${index}-62ef9ea9c440`);
    expect(await inspect(jwt({ groups }))).toMatchObject({ code: 1, kind: 'jwt', rows: ['C22'] });
  });
});

describe('what is far too much', () => {
  test.each([
    ['zeros', Buffer.alloc(30_000_000)],
    ['letters', Buffer.alloc(30_000_000, 'a')],
    ['quotes', Buffer.alloc(30_000_000, '"token":"')],
    ['the beginning of tokens', Buffer.alloc(30_000_000, 'eyJ')],
  ])('of a body ends at its limit, and in time: %s', async (_name, content) => {
    const packed = gzipSync(content);
    const server = await serve((_request, response) => {
      response.writeHead(401, { 'Content-Encoding': 'gzip', 'Content-Type': 'text/plain' });
      response.end(packed);
    });
    const startMs = performance.now();
    const { code } = await runCli([server.url, '-m', '3']);
    expect([1, 3]).toContain(code);
    expect(performance.now() - startMs).toBeLessThan(3_000);
  });

  test('of arguments is read in linear time', async () => {
    const startMs = performance.now();
    expect((await runCli(Array.from({ length: 200_000 }, () => 'x'))).code).toBe(2);
    expect((await runCli(['curl', ...Array.from({ length: 200_000 }, () => '-s')])).code).toBe(2);
    expect((await runCli([`-${'s'.repeat(100_000)}`])).code).toBe(2);
    expect((await runCli(['curl'], { stdin: ' \n'.repeat(200_000) })).code).toBe(2);
    expect((await runCli(['curl'], { stdin: `^\n${' \n'.repeat(200_000)}` })).code).toBe(2);
    expect(performance.now() - startMs).toBeLessThan(15_000);
  }, 30_000);
});
