import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chrome, entry, recording } from './test-support/recording.ts';
import { type CliOptions, runCli } from './test-support/run-cli.ts';

/** What must never be printed; a part of it is enough to fail. */
const planted = 'pl4ntedS3cret9f8e7d6c5b4aZ';
const seenPart = planted.slice(2, 16);
const folder = mkdtempSync(join(tmpdir(), 'why401-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whatever is asked of another machine ends here. */
const nowhere = { http_proxy: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' };
const exitCodes = new Set([0, 1, 2, 3, 4]);
const runAndCheck = async (argv: string[], options: CliOptions = {}) => {
  const startMs = performance.now();
  const { code, stdout, stderr } = await runCli(argv, options);
  expect(exitCodes.has(code)).toBe(true);
  expect(stdout + stderr).not.toContain(seenPart);
  expect(stderr).not.toContain('should not have happened');
  expect(performance.now() - startMs).toBeLessThan(5_000);
  if (code === 2) expect([stdout, stderr.split('\n').length]).toEqual(['', 2]);
  if (argv.includes('--json') && code !== 2 && !argv.includes('curl') && !argv.includes('--')) JSON.parse(stdout);
};

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '"',
    "'",
    '\\',
    '$',
    '`',
    '^',
    '%',
    '\n',
    '\r\n',
    '\0',
    '\x1B[2J',
    '“',
    '‘',
    '\uD800',
    '\u202E',
    ' ',
    '  ',
    ';',
    ',',
    '=',
    ':',
    '&',
    '|',
    '$(',
    '${',
    '@',
    '{',
    '[',
    'undefined',
    'Bearer',
    'Basic ',
    'eyJhbGciOiJub25lIn0',
    '.',
    '..',
  ),
);
const text = fc.array(odd, { maxLength: 6 }).map((parts) => parts.join(''));
const secretText = fc.tuple(text, text).map(([before, after]) => before + planted + after);
const base64 = (value: string) => Buffer.from(value).toString('base64');
const credential = fc.oneof(
  fc.constant(`Bearer ${planted}`),
  secretText,
  text.map((piece) => `Bearer ${planted}${piece}`),
  text.map((piece) => `Bearer ${piece} Bearer ${planted}`),
  text.map((piece) => `Basic ${base64(`user:${planted}${piece}`)}`),
  text.map((piece) => `DPoP ${Buffer.from(`{"alg":"none","x":"${piece}"}`).toString('base64url')}.e30.${planted}`),
);
const credentialHeader = fc.tuple(
  fc.constantFrom(
    'Authorization',
    'authorization',
    'X-Api-Key',
    'Cookie',
    'Proxy-Authorization',
    'X-Unknown-Thing',
    'Authorisation',
  ),
  credential,
);

describe('a hostile server', () => {
  let server: Server;
  let port = 0;
  let answer: (request: string) => Buffer = () => Buffer.alloc(0);
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (request) => socket.end(answer(request.toString('latin1'))));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
  });
  afterAll(() => void server.close());

  const headerName = fc.constantFrom(
    'WWW-Authenticate',
    'Set-Cookie',
    'Location',
    'Content-Type',
    'Content-Encoding',
    'Date',
    'Server',
    'X-Echo',
    'Proxy-Authenticate',
    'Age',
    'Content-Length',
    'Transfer-Encoding',
  );
  const respond = fc.tuple(
    fc.constantFrom(200, 301, 302, 307, 400, 401, 401, 401, 403, 407, 419, 500, 511, 101, 999),
    fc.array(
      fc.tuple(
        headerName,
        fc.oneof(
          text,
          fc.constantFrom(
            `Bearer error="invalid_token", error_description="no ${planted}"`,
            `/next?token=${planted}`,
            'gzip',
            `Basic realm="${planted}`,
            `sid=${planted}; Path=/`,
          ),
        ),
      ),
      { maxLength: 5 },
    ),
    fc.oneof(
      text,
      fc.constantFrom(
        `{"error":"invalid","access_token":"${planted}"}`,
        '{"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}',
        '<h1>401 Authorization Required</h1>',
        '{"a":'.repeat(2_000),
      ),
    ),
    fc.boolean(),
  );

  test('and a hostile request never make it throw, hang or print a secret', async () => {
    await fc.assert(
      fc.asyncProperty(
        respond,
        fc.array(credentialHeader, { minLength: 1, maxLength: 3 }),
        fc.constantFrom([], ['--json'], ['-L', '--json'], ['-X', 'POST']),
        async ([status, headers, body, echoes], sent, more) => {
          answer = (request) =>
            Buffer.from(
              `HTTP/1.1 ${status} X\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}${echoes ? request : ''}`,
              'utf8',
            );
          await runAndCheck([
            `http://127.0.0.1:${port}/p?access_token=${planted}`,
            '-m',
            '2',
            ...sent.flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
            ...more,
          ]);
        },
      ),
      { numRuns: 1_000 },
    );
  }, 120_000);

  test('and extra requests never print a secret', async () => {
    await fc.assert(
      fc.asyncProperty(respond, credentialHeader, async ([status, headers, body, echoes], [name, value]) => {
        answer = (request) =>
          Buffer.from(
            `HTTP/1.1 ${status} X\r\n${headers.map(([key, text]) => `${key}: ${text}\r\n`).join('')}\r\n${body}${echoes ? request : ''}`,
            'utf8',
          );
        await runAndCheck([`http://127.0.0.1:${port}/p`, '--probe', '-m', '1', '-H', `${name}: ${value}`, '--json']);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test('and a hostile curl text never make it throw, hang or print a secret', async () => {
    answer = () => Buffer.from('HTTP/1.1 401 X\r\nContent-Length: 0\r\n\r\n');
    const url = fc.constant(`http://127.0.0.1:${port}/`);
    const option = fc.constantFrom(
      '-H',
      '-d',
      '-u',
      '-b',
      '--json',
      '-F',
      '-X',
      '--oauth2-bearer',
      '-A',
      '-e',
      '--data-urlencode',
      '-G',
      '-I',
      '-k',
      '-x',
      '-T',
      '--nonsense',
      '-m',
      '--resolve',
      '--next',
      '-o',
    );
    const quote = fc.constantFrom("'", '"', "$'", '', '^"', '`', '“');
    const word = fc.tuple(quote, secretText, quote).map((parts) => parts.join(''));
    const piece = fc.oneof(
      option,
      word,
      url,
      text,
      fc.constantFrom('\\\n', '^\n', '`\n', '\n', ' | jq', '&&', '> out', '$TOKEN', '%TOKEN%', '$env:TOKEN'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), async (pieces, isReachable) => {
        const command = `curl ${isReachable ? `http://127.0.0.1:${port}/ ` : ''}${pieces.join(' ')}`;
        await runAndCheck(['--json', 'curl', '-m', '1'], { stdin: command, env: { TOKEN: planted, ...nowhere } });
      }),
      { numRuns: 1_500 },
    );
  }, 120_000);
});

test('hostile arguments never make it throw or print a secret', async () => {
  const argument = fc.oneof(
    secretText,
    text,
    fc.constantFrom(
      'curl',
      'token',
      'scopes',
      '--har',
      '--env',
      '--json',
      '--token-env',
      '--token-stdin',
      '--granted',
      '--openapi',
      '--operation',
      '--',
      '-',
      `--${planted}`,
      `-H${planted}`,
      `--token-env=${planted}`,
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(argument, { maxLength: 6 }), async (argv) => {
      await runAndCheck(['--max-time', '0.05', ...argv], { stdin: `${planted}\n`, env: nowhere });
    }),
    { numRuns: 1_500 },
  );
}, 120_000);

test('a hostile recording never makes it throw, hang or print a secret', async () => {
  const path = join(folder, 'hostile.har');
  const status = fc.constantFrom(0, 200, 302, 401, 401, 403, 407, 511, -1, 1e9);
  const one = fc.record({
    sent: fc.array(credentialHeader, { maxLength: 3 }),
    status,
    url: fc.oneof(fc.constant(`https://a.example/x?token=${planted}`), secretText, text),
    body: fc.oneof(text, fc.constant(`{"access_token":"${planted}"}`)),
    post: fc.oneof(fc.constant(`grant_type=refresh_token&refresh_token=${planted}`), secretText),
    method: fc.constantFrom('GET', 'POST', 'OPTIONS', ''),
  });
  const odds = fc.oneof(
    fc.jsonValue(),
    one.map(({ sent, url, post, ...rest }) =>
      entry({
        ...rest,
        url,
        requestHeaders: Object.fromEntries(sent),
        postData: post,
        responseHeaders: { 'Set-Cookie': `a=${planted}` },
      }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(odds, { maxLength: 6 }),
      fc.boolean(),
      fc.nat(400),
      fc.boolean(),
      async (entries, isChrome, cut, isCut) => {
        const whole = recording(entries, isChrome ? chrome : undefined);
        writeFileSync(path, isCut ? whole.slice(0, Math.max(0, whole.length - cut)) : whole);
        await runAndCheck(['--har', path, '--json']);
      },
    ),
    { numRuns: 1_000 },
  );
}, 120_000);

test('bytes that are no recording never make it throw', async () => {
  const path = join(folder, 'bytes.har');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        text.map((piece) => Buffer.from(`{"log":{"entries":[${piece}`)),
      ),
      async (bytes) => {
        writeFileSync(path, bytes);
        await runAndCheck(['--har', path]);
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);

test('a hostile .env file never makes it throw or print a secret', async () => {
  const path = join(folder, '.env');
  const line = fc.tuple(
    fc.constantFrom('API_TOKEN', 'export DB_PASSWORD', 'VITE_SECRET', 'X', '', '#'),
    fc.constantFrom('=', ' = ', ':', ''),
    fc.oneof(secretText, text, fc.constant(`"${planted}`), fc.constant(`${planted}#${planted}`)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n', '\0', '\uFEFF'),
      async (lines, end) => {
        writeFileSync(path, lines.map((parts) => parts.join('')).join(end));
        await runAndCheck(['--env', path, '--json'], { env: { API_TOKEN: `${planted}\n` } });
      },
    ),
    { numRuns: 1_000 },
  );
}, 60_000);

test('a hostile token never makes it throw or print a secret', async () => {
  const part = fc.oneof(
    text,
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
    fc.constant(Buffer.from(JSON.stringify({ alg: 'none', jku: planted })).toString('base64url')),
    fc.constant(
      Buffer.from(JSON.stringify({ sub: planted, email: planted, exp: '1', aud: [1, {}], scope: 5 })).toString(
        'base64url',
      ),
    ),
  );
  const token = fc.oneof(
    secretText,
    fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
    fc.constant(`ghp_${planted}`),
  );
  await fc.assert(
    fc.asyncProperty(token, fc.constantFrom([], ['--json']), async (stdin, more) => {
      await runAndCheck(['token', ...more], { stdin });
    }),
    { numRuns: 1_500 },
  );
}, 60_000);

test('a hostile OpenAPI document never makes it throw', async () => {
  const path = join(folder, 'api');
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.json(),
        text,
        fc
          .jsonValue()
          .map((value) =>
            JSON.stringify({ openapi: '3.1.0', paths: { '/a': value }, security: value, components: value }),
          ),
      ),
      fc.constantFrom('GET /a', 'nope', planted),
      async (content, operation) => {
        writeFileSync(path, content);
        await runAndCheck(['scopes', '--openapi', path, '--operation', operation, '--token-env', 'T'], {
          env: { T: planted },
        });
      },
    ),
    { numRuns: 500 },
  );
}, 60_000);
