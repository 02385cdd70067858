import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseOptions } from '../args/parse-options.ts';
import { curlLineOptions } from '../args/tables.ts';
import { UsageError } from '../usage-error.ts';
import { buildRequest } from './build-request.ts';
import { curlCommand } from './curl-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'why401-curl-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const build = (words: string[], env: Record<string, string> = {}) => {
  const { given, positionals } = parseOptions(words, curlLineOptions);
  return buildRequest(curlCommand(given, positionals), { env, userAgent: 'test' });
};
const sent = async (words: string[], env?: Record<string, string>) => {
  const { request } = await build(words, env);
  const { body, ...rest } = request;
  return { ...rest, headers: Object.fromEntries(request.headers), body: body && Buffer.from(body).toString() };
};
const base = { Host: 'a.example', 'User-Agent': 'test', Accept: '*/*' };

describe('a curl command becomes the request that curl sends', () => {
  test('a plain URL', async () => {
    expect(await sent(['https://a.example/x?y=1#z'])).toEqual({
      method: 'GET',
      url: 'https://a.example/x?y=1',
      headers: base,
      body: undefined,
    });
  });

  test('a URL without a scheme', async () => {
    expect((await sent(['a.example/x'])).url).toBe('https://a.example/x');
    expect((await sent(['localhost:3000/x'])).url).toBe('http://localhost:3000/x');
  });

  test('headers: added, replaced, emptied, taken away, out of a file', async () => {
    const headers = file('headers', 'X-One: 1\r\nX-Two:2\n');
    const { request } = await build([
      'a.example',
      '-H',
      'Accept: text/plain',
      '-H',
      'X-Empty;',
      '-H',
      'User-Agent:',
      '-H',
      `@${headers}`,
      '-HX-Tight:t',
      '-H',
      'Host: b.example',
    ]);
    expect(request.headers).toEqual([
      ['Accept', 'text/plain'],
      ['X-Empty', ''],
      ['X-One', '1'],
      ['X-Two', '2'],
      ['X-Tight', 't'],
      ['Host', 'b.example'],
    ]);
  });

  test('a header without a colon is left out, and said', async () => {
    const { request, notes } = await build(['a.example', '-H', 'Authorization Bearer abc']);
    expect(request.headers.map(([name]) => name)).toEqual(['Host', 'User-Agent', 'Accept']);
    expect(notes).toEqual(['One -H option has no colon between name and value: curl leaves such a header out.']);
  });

  test('pseudo headers that browsers copy are no headers', async () => {
    expect(
      (await sent(['a.example', '-H', ':authority: a.example', '-H', 'authority: a.example', '-H', 'x: y'])).headers,
    ).toEqual({
      ...base,
      x: 'y',
    });
  });

  test.each<[string, string[], string]>([
    ['-u', ['-u', 'anna:pä:ss'], `Basic ${Buffer.from('anna:pä:ss').toString('base64')}`],
    ['-u without a password', ['-u', 'anna'], `Basic ${btoa('anna:')}`],
    ['user information in the URL', ['--url', 'https://an%6ea:p%40ss@a.example/'], `Basic ${btoa('anna:p@ss')}`],
    ['--oauth2-bearer', ['--oauth2-bearer', 'abc'], 'Bearer abc'],
    ['a header over -u', ['-u', 'a:b', '-H', 'authorization: Bearer abc'], 'Bearer abc'],
  ])('a credential by %s', async (_, words, expected) => {
    const { request } = await build(words.includes('--url') ? words : [...words, 'a.example']);
    expect(
      request.headers.filter(([name]) => name.toLowerCase() === 'authorization').map(([, value]) => value),
    ).toEqual([expected]);
    expect(request.url).toBe('https://a.example/');
  });

  test('a credential from .netrc, where it is asked for', async () => {
    const netrc = file(
      '.netrc',
      'machine b.example login x password y\nmachine a.example\n  login anna\n  password "p w"\ndefault login d password e\n',
    );
    const { request, sources } = await build(['-n', 'a.example'], { HOME: folder });
    expect(Object.fromEntries(request.headers).Authorization).toBe(`Basic ${btoa('anna:p w')}`);
    expect(sources.authorization).toEqual({ from: 'netrc', file: '~/.netrc' });
    expect((await sent(['a.example'], { HOME: folder })).headers).toEqual(base);
    expect((await sent(['--netrc-file', netrc, 'c.example'])).headers).toMatchObject({
      Authorization: `Basic ${btoa('d:e')}`,
    });
    await expect(build(['-n', 'a.example'], { HOME: join(folder, 'none') })).rejects.toThrow('.netrc');
    expect((await sent(['--netrc-optional', 'a.example'], { HOME: join(folder, 'none') })).headers).toEqual(base);
  });

  test('data: joined, from a file, encoded, as JSON', async () => {
    const lines = file('data', 'a\r\nb\n');
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(
      await sent([
        'a.example',
        '-d',
        'a=1',
        '--data-raw',
        '@x',
        '--data-urlencode',
        'b=ü &',
        '--data-urlencode',
        '=c d',
      ]),
    ).toMatchObject({
      method: 'POST',
      body: 'a=1&@x&b=%C3%BC+%26&c+d',
      headers: { ...form, 'Content-Length': '23' },
    });
    expect((await sent(['a.example', '-d', `@${lines}`])).body).toBe('ab');
    expect((await sent(['a.example', '--data-binary', `@${lines}`])).body).toBe('a\r\nb\n');
    expect((await sent(['a.example', '--data-urlencode', `n@${lines}`])).body).toBe('n=a%0D%0Ab%0A');
    expect(await sent(['a.example', '--json', '{"a":', '--json', '1}'])).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    });
    expect(
      (await sent(['a.example', '-d', 'x', '-X', 'PATCH', '-H', 'content-type: text/plain'])).headers,
    ).toMatchObject({ 'content-type': 'text/plain' });
    expect((await sent(['a.example', '-d', 'x', '-H', 'Content-Length: 99'])).headers).toMatchObject({
      'Content-Length': '1',
    });
  });

  test('data in the query', async () => {
    expect(await sent(['https://a.example/x?a=1', '-G', '-d', 'b=2', '--url-query', 'c=d e'])).toMatchObject({
      method: 'GET',
      url: 'https://a.example/x?a=1&c=d+e&b=2',
      body: undefined,
    });
    expect(await sent(['a.example', '-I'])).toMatchObject({ method: 'HEAD' });
  });

  test('a form with fields and files', async () => {
    const upload = file('up.txt', 'content');
    const { headers, body, method } = await sent([
      'a.example',
      '-F',
      'a=1;2',
      '-F',
      `f=@${upload};type=text/plain;filename=n.txt`,
      '-F',
      `g=<${upload}`,
      '--form-string',
      'h=@x',
    ]);
    const boundary = /^multipart\/form-data; boundary=(-+[0-9a-f]{16})$/.exec(headers['Content-Type'] ?? '')?.[1];
    expect(method).toBe('POST');
    expect(body?.split(`--${boundary}`).map((part) => part.trim())).toEqual([
      '',
      'Content-Disposition: form-data; name="a"\r\n\r\n1;2',
      'Content-Disposition: form-data; name="f"; filename="n.txt"\r\nContent-Type: text/plain\r\n\r\ncontent',
      'Content-Disposition: form-data; name="g"\r\n\r\ncontent',
      'Content-Disposition: form-data; name="h"\r\n\r\n@x',
      '--',
    ]);
  });

  test('an upload', async () => {
    const upload = file('up.txt', 'content');
    expect(await sent(['-T', upload, 'a.example/files/'])).toMatchObject({
      method: 'PUT',
      url: 'https://a.example/files/up.txt',
      body: 'content',
    });
  });

  test('cookies, from text and from a file', async () => {
    const jar = file(
      'jar',
      '# Netscape HTTP Cookie File\n.a.example\tTRUE\t/\tFALSE\t0\tsid\tabc\n#HttpOnly_a.example\tFALSE\t/\tTRUE\t0\tho\t1\nb.example\tFALSE\t/\tFALSE\t0\tno\t2\n',
    );
    expect((await sent(['a.example', '-b', 'a=1; b=2', '-b', jar])).headers).toMatchObject({
      Cookie: 'a=1; b=2; sid=abc; ho=1',
    });
  });

  test('the smaller options', async () => {
    const { request, route, maxRedirects, maxTimeMs } = await build([
      '-sSkL',
      '--compressed',
      '-A',
      'me',
      '-e',
      'https://ref.example;auto',
      '-r',
      '0-9',
      '-m',
      '1.5',
      '--connect-timeout',
      '2',
      '--resolve',
      'a.example:443:127.0.0.1',
      '-x',
      'http://proxy.example:8080',
      '--max-redirs',
      '3',
      '-o',
      'out',
      '-w',
      '%{http_code}',
      'a.example',
    ]);
    expect(Object.fromEntries(request.headers)).toEqual({
      Host: 'a.example',
      'User-Agent': 'me',
      Accept: '*/*',
      Range: 'bytes=0-9',
      'Accept-Encoding': 'deflate, gzip, br',
      Referer: 'https://ref.example',
    });
    expect([maxRedirects, maxTimeMs, route.insecure, route.connectTimeoutMs]).toEqual([3, 1_500, true, 2_000]);
    expect(route.proxy?.url.href).toBe('http://proxy.example:8080/');
    expect([...route.addresses]).toEqual([['a.example:443', '127.0.0.1']]);
  });

  test('the deadline is 30 s by default, and no redirect is followed', async () => {
    const { maxTimeMs, maxRedirects } = await build(['a.example']);
    expect([maxTimeMs, maxRedirects]).toEqual([30_000, 0]);
  });

  test('authentication that is not carried out is said', async () => {
    const { request, notes } = await build(['--digest', '-u', 'a:b', 'a.example']);
    expect(request.headers.map(([name]) => name)).toEqual(['Host', 'User-Agent', 'Accept']);
    expect(notes[0]).toContain('Digest');
  });

  test('of several requests the first is taken', async () => {
    expect((await sent(['a.example', '-H', 'a: b', '--next', '-H', 'c: d'])).headers).toEqual({ ...base, a: 'b' });
    expect((await build(['a.example', 'b.example'])).notes).toEqual([
      'The command names several URLs; only the first is asked.',
    ]);
  });

  test.each<[string, string[], string]>([
    ['no URL', [], 'no URL'],
    ['a URL that is none', ['http://['], 'URL cannot be read'],
    ['another protocol', ['ftp://a.example'], 'Only http'],
    ['a file that is not there', ['a.example', '-d', '@/nonexistent/secret-file'], 'there is no such file'],
    ['a folder for a file', ['a.example', '-T', '/'], 'it is a folder'],
    ['a method with blanks', ['a.example', '-X', 'GET /'], 'method'],
    ['a time that is none', ['a.example', '-m', 'soon'], 'number of seconds'],
    ['a wrong --resolve', ['a.example', '--resolve', 'x'], '--resolve'],
    ['a SOCKS proxy', ['a.example', '--socks5', 'x:1'], 'SOCKS'],
    ['a configuration file', ['-K', 'x'], '-K'],
    ['an upload from standard input', ['a.example', '-T', '-'], 'standard input'],
  ])('is refused with %s', async (_, words, message) => {
    const error = await (async () => build(words))().catch((caught: unknown) => caught as Error);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain('\n');
  });
});
