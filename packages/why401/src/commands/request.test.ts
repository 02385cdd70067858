import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../test-support/run-cli.ts';
import { answerWith, headerOf, serve } from '../test-support/serve.ts';
import { jwt, key, opaque } from '../test-support/tokens.ts';

const refuse = answerWith(
  401,
  { 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token", error_description="The token expired"' },
  { message: 'The token expired' },
);

describe('a request', () => {
  test('is reported for programs in a fixed shape', async () => {
    const server = await serve(refuse);
    const { code, json } = await runCli([
      `${server.url}/v1/data?page=2&api_key=k-${opaque}`,
      '-H',
      `Authorization: Bearer ${opaque}`,
      '--json',
    ]);
    const report = json();
    expect(code).toBe(1);
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(['schema', 'status', 'cause', 'alsoCheck', 'request', 'response']),
    );
    expect(report).toMatchObject({
      schema: 1,
      status: 'explained',
      request: { method: 'GET' },
      response: { status: 401 },
    });
    expect(Object.keys(report.cause ?? {}).sort()).toEqual([
      'confidence',
      'evidence',
      'fix',
      'id',
      'reference',
      'row',
      'said',
      'title',
      'url',
    ]);
    expect(report.request.url).toContain('page=2&api_key=[hidden]');
    expect(Object.fromEntries(report.request.headers).Authorization).toMatch(
      /^Bearer aB3d…Y0zA \(length 32, hash [0-9a-f]{8}\)$/,
    );
    expect(report.response?.body).toBe('{"message":"The token expired"}');
  });

  test('is reported for a person: the verdict, the server’s sentence, the fix, evidence, and where to read more, in 80 columns', async () => {
    const server = await serve(refuse);
    const { stdout, code } = await runCli([`${server.url}/v1/data`, '--token-env', 'T'], { env: { T: opaque } });
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^401: .*expired/);
    const places = ['The server says: The token expired', 'Fix', 'Evidence', 'About', 'Sent', 'Received'].map(
      (heading) => lines.indexOf(heading),
    );
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain(opaque);
    expect(stdout).not.toContain('\x1B');
  });

  test('is coloured at a terminal, unless NO_COLOR or --no-color is there', async () => {
    const server = await serve(refuse);
    const argv = [server.url, '--token-env', 'T'];
    expect((await runCli(argv, { env: { T: opaque }, isTTY: true })).stdout).toContain('\x1B[31m');
    expect((await runCli(argv, { env: { T: opaque, NO_COLOR: '1' }, isTTY: true })).stdout).not.toContain('\x1B');
    expect((await runCli(argv, { env: { T: opaque, TERM: 'dumb' }, isTTY: true })).stdout).not.toContain('\x1B');
    expect((await runCli([...argv, '--no-color'], { env: { T: opaque }, isTTY: true })).stdout).not.toContain('\x1B');
    expect((await runCli([...argv, '--json'], { env: { T: opaque }, isTTY: true })).stdout).not.toContain('\x1B');
    expect((await runCli(argv, { env: { T: opaque, FORCE_COLOR: '1' } })).stdout).toContain('\x1B[31m');
  });

  test('shows nothing that a terminal would act on', async () => {
    const server = await serve(
      answerWith(401, { 'WWW-Authenticate': 'Bearer' }, { message: 'a\u001B[2Jb\u202Ec\u0007' }),
    );
    const { stdout } = await runCli([server.url]);
    for (const char of ['\u001B', '\u0007', '\u202E']) expect(stdout).not.toContain(char);
  });

  test('says when a credential stands in the arguments, and not when it comes another way', async () => {
    const server = await serve(refuse);
    const inArguments = [
      ['-H', `Authorization: Bearer ${opaque}`],
      ['-u', 'anna:pass-word'],
      ['-H', `X-Api-Key: ${opaque}`],
      ['-b', `sid=${opaque}`],
      ['--oauth2-bearer', opaque],
    ];
    for (const words of inArguments)
      expect((await runCli([server.url, ...words])).stdout.replace(/\s+/g, ' ')).toContain(
        'stays in the shell’s history',
      );
    for (const argv of [
      [server.url, '--token-env', 'T'],
      [server.url, '-H', 'Authorization: Bearer undefined'],
      [server.url, '-H', 'Accept: text/plain'],
    ]) {
      expect((await runCli(argv, { env: { T: opaque } })).stdout).not.toContain('history');
    }
    expect(
      (await runCli(['curl'], { stdin: `curl ${server.url} -H 'Authorization: Bearer ${opaque}'` })).stdout,
    ).not.toContain('history');
  });

  test('takes its token from standard input, without the line end, and says so', async () => {
    const server = await serve(refuse);
    const { stdout } = await runCli([server.url, '--token-stdin'], { stdin: `${opaque}\r\n` });
    expect(headerOf(server.seen[0] as never, 'authorization')).toBe(`Bearer ${opaque}`);
    expect(stdout.replace(/\s+/g, ' ')).toContain('ended with a line break, which was taken off');
  });

  test('puts a token into another header, bare', async () => {
    const server = await serve(refuse);
    await runCli([server.url, '--token-env', 'T', '--token-header', 'X-Api-Key'], { env: { T: opaque } });
    expect(headerOf(server.seen[0] as never, 'x-api-key')).toBe(opaque);
  });

  test('follows redirects only with -L', async () => {
    const server = await serve((seen, response) =>
      (seen.url === '/a' ? answerWith(302, { Location: '/b' }) : refuse)(seen, response),
    );
    const without = await runCli([`${server.url}/a`, '--json']);
    expect([without.code, without.json().response?.status, server.seen.length]).toEqual([0, 302, 1]);
    expect(without.json().notes.join()).toContain('-L follows it');
    expect((await runCli(['-L', `${server.url}/a`, '--json'])).json().response).toMatchObject({
      status: 401,
      url: `${server.url}/b`,
    });
  });

  test('that nothing explains exits with 3, and says what to try', async () => {
    const server = await serve(answerWith(401));
    const { code, json, stdout } = await runCli([server.url, '--token-env', 'T', '--json'], { env: { T: opaque } });
    expect([code, json().status, json().cause]).toEqual([3, 'unexplained', null]);
    expect(stdout).toContain('run it again with --probe');
    const text = await runCli([server.url, '--token-env', 'T'], { env: { T: opaque } });
    expect(text.stdout.split('\n')[0]).toBe('Refused (401), and nothing in the exchange says why for certain.');
  });

  test('without an answer exits with 4', async () => {
    const { code, json } = await runCli(['http://127.0.0.1:1/', '--json']);
    expect([code, json().status, json().response, json().error?.code]).toEqual([4, 'no-answer', null, 'ECONNREFUSED']);
    const text = await runCli(['http://127.0.0.1:1/']);
    expect(text.code).toBe(4);
    expect(text.stdout.split('\n')[0]).toContain('refused');
  });

  test('gives up after --max-time', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const startMs = Date.now();
    const { code, json } = await runCli([
      `http://127.0.0.1:${(server.address() as { port: number }).port}/`,
      '-m',
      '0.2',
      '--json',
    ]);
    expect([code, json().error]).toEqual([
      4,
      { name: 'TimeoutError', code: 'ETIMEDOUT', message: 'No answer within 0.2 s' },
    ]);
    expect(Date.now() - startMs).toBeLessThan(3_000);
  });

  test('shows of a body that is sent its size alone', async () => {
    const server = await serve(refuse);
    const { stdout } = await runCli([
      'curl',
      server.url,
      '--json',
      `{"password":"p-${opaque}","x":"s-${opaque}"}`,
      '--probe',
    ]);
    expect(stdout).toContain('[90 bytes of application/json, not shown]');
    expect(stdout).not.toContain(opaque);
  });

  test('hides what the server repeats of the credential', async () => {
    const server = await serve((seen, response) =>
      answerWith(
        401,
        { 'WWW-Authenticate': `Bearer error_description="no such token ${opaque}"` },
        `Invalid: ${JSON.stringify(seen.headers)}`,
      )(seen, response),
    );
    for (const argv of [['--json'], []]) {
      const { stdout } = await runCli([
        server.url,
        '-H',
        `Authorization: Bearer ${opaque}`,
        '-H',
        'X-Unknown: un-known-s3cret',
        '-u',
        'anna:hunter2-hunter2',
        ...argv,
      ]);
      expect(stdout).not.toContain(opaque);
      expect(stdout).not.toContain('un-known-s3cret');
      expect(stdout).not.toContain('hunter2-hunter2');
    }
  });

  test.each<[string, string[], string, Parameters<typeof runCli>[1]?]>([
    ['nothing', [], 'Give a URL'],
    ['an unknown option', ['https://a.example', '--prove'], 'did you mean --probe?'],
    ['two URLs', ['https://a.example', 'https://b.example'], 'Give one URL'],
    ['a URL that is none', ['http://['], 'URL cannot be read'],
    ['a header without its quotes', ['https://a.example', '-H', 'Authorization:', 'Bearer', opaque], 'quotes'],
    [
      'a token in two ways',
      ['https://a.example', '--token-env', 'T', '--token-stdin'],
      'either --token-env or --token-stdin',
    ],
    ['a token for a variable’s name', ['https://a.example', '--token-env', jwt({})], 'name of an environment variable'],
    [
      'a token beside its header',
      ['https://a.example', '--token-env', 'T', '-H', 'authorization: x'],
      'give one of them',
      { env: { T: opaque } },
    ],
    ['a header for no token', ['https://a.example', '--token-header', 'X-Key'], '--token-header'],
    ['an empty standard input', ['https://a.example', '--token-stdin'], 'no token'],
    ['a time that is none', ['https://a.example', '-m', key('gh', 'p_', opaque)], 'number of seconds'],
    ['a file that is not there', ['https://a.example', '--token-env', 'T', '--dotenv', '/nonexistent/.env'], 'no file'],
  ])('refuses %s on one line of standard error', async (_, argv, message, options = {}) => {
    const { code, stdout, stderr } = await runCli(argv, options);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^why401: [^\n]*\n$/);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(opaque);
  });
});

describe('a variable from a file', () => {
  const withFile = (content: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'why401-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.env'), content);
    return join(folder, '.env');
  };

  test('is used where the environment has none, and not where it has', async () => {
    const server = await serve(refuse);
    const argv = [server.url, '--token-env', 'T', '--dotenv', withFile(`T=${opaque}\n`)];
    await runCli(argv);
    await runCli(argv, { env: { T: 'from-the-shell-1' } });
    expect(server.seen.map((seen) => headerOf(seen, 'authorization'))).toEqual([
      `Bearer ${opaque}`,
      'Bearer from-the-shell-1',
    ]);
  });
});

test('help and version come on standard output, in 80 columns', async () => {
  for (const argv of [
    ['--help'],
    ['-h'],
    ['help'],
    ['curl', '--help'],
    ['token', '--help'],
    ['scopes', '-h'],
    ['--har', '--help'],
    ['--env', '--help'],
    ['https://a.example', '--help'],
  ]) {
    const { code, stdout, stderr } = await runCli(argv);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^why401/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  }
  expect((await runCli(['--help'])).stdout).toContain('Examples:');
  expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
