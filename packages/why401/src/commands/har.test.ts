import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { HarPrinted } from '../har/har-printed.ts';
import { chrome, type EntryOptions, entry, recording } from '../test-support/recording.ts';
import { runCli } from '../test-support/run-cli.ts';
import { jwt, opaque } from '../test-support/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'why401-har-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (content: string | Buffer) => {
  const path = join(folder, `${randomUUID()}.har`);
  writeFileSync(path, content);
  return path;
};
const har = async (content: string | Buffer) => {
  const result = await runCli(['--har', file(content), '--json']);
  return { ...result, report: result.json<HarPrinted>() };
};

const challenge = { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The access token expired"' };
const withToken = { Authorization: `Bearer ${opaque}` };
const refusedEntry = (more: EntryOptions = {}) =>
  entry({ status: 401, requestHeaders: withToken, responseHeaders: challenge, ...more });

describe('a recording', () => {
  test('is grouped by cause, with the first request of each', async () => {
    const { code, report } = await har(
      recording([
        entry({ url: 'https://api.example.com/fine' }),
        refusedEntry({ url: `https://api.example.com/orders?access_token=${opaque}&page=2`, atMs: 10_000 }),
        refusedEntry({ url: 'https://api.example.com/customers', atMs: 20_000 }),
        entry({
          url: 'https://other.example.com/x',
          status: 401,
          requestHeaders: { Authorization: 'Bearer undefined' },
          responseHeaders: { 'WWW-Authenticate': 'Bearer' },
          atMs: 30_000,
        }),
      ]),
    );
    expect(code).toBe(1);
    expect(report).toMatchObject({ schema: 1, entries: 4, refused: 3, sanitized: false, patterns: [] });
    expect(
      report.groups.map(({ count, first, diagnosis }) => [count, first.index, first.method, diagnosis.cause?.row]),
    ).toEqual([
      [2, 1, 'GET', expect.stringMatching(/^(E01|A14|A13)$/)],
      [1, 3, 'GET', 'C01'],
    ]);
    expect(report.groups[0]?.first.url).toBe('https://api.example.com/orders?access_token=[hidden]&page=2');
    expect(JSON.stringify(report)).not.toContain(opaque);
  });

  test('without a refusal is fine', async () => {
    const { code, report } = await har(recording([entry({}), entry({ status: 404 }), entry({ status: 500 })]));
    expect(code).toBe(0);
    expect(report).toMatchObject({ entries: 3, refused: 0, groups: [], patterns: [], sanitized: false });
  });

  test('with refusals that nobody can explain exits with 3', async () => {
    const { code, report } = await har(
      recording([entry({ status: 401, requestHeaders: withToken, responseHeaders: {}, body: '' })]),
    );
    expect(report.groups[0]?.diagnosis.status).toBe('unexplained');
    expect(code).toBe(3);
  });

  test('that Chrome stripped of credentials is said to be, and nothing is guessed', async () => {
    const entries = [
      entry({ url: 'https://app.example.com/' }),
      entry({ status: 401, requestHeaders: { Accept: '*/*' }, responseHeaders: { 'WWW-Authenticate': 'Bearer' } }),
    ];
    const { code, report } = await har(recording(entries, chrome));
    expect(report.sanitized).toBe(true);
    expect(report.groups[0]?.diagnosis.cause?.row).not.toBe('A01');
    expect(report.groups[0]?.diagnosis.cause?.row).toBe('A18');
    expect(code).toBe(1);
    const text = await runCli(['--har', file(recording(entries, chrome))]);
    expect(text.stdout.replace(/\s+/g, ' ')).toContain('exported without credentials');
  });

  test('of an old Chrome, or with a credential anywhere, was not stripped', async () => {
    const bare = { status: 401, responseHeaders: { 'WWW-Authenticate': 'Bearer' } };
    const old = await har(
      recording(
        [
          entry({
            ...bare,
            requestHeaders: { 'User-Agent': 'Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/125.0.0.0 Safari/537.36' },
          }),
        ],
        chrome,
      ),
    );
    expect([old.report.sanitized, old.report.groups[0]?.diagnosis.cause?.row]).toEqual([false, 'A01']);
    const withCookie = await har(recording([entry(bare), entry({ requestHeaders: { Cookie: 'theme=dark' } })], chrome));
    expect([withCookie.report.sanitized, withCookie.report.groups[0]?.diagnosis.cause?.row]).toEqual([false, 'A01']);
    const firefox = await har(recording([entry(bare)]));
    expect([firefox.report.sanitized, firefox.report.groups[0]?.diagnosis.cause?.row]).toEqual([false, 'A01']);
  });

  test('whose credentials were blotted out is said to be', async () => {
    for (const value of ['Bearer [REDACTED]', 'REDACTED', '***', '[redacted 42]']) {
      const { report } = await har(
        recording([
          entry({
            status: 401,
            requestHeaders: { Authorization: value },
            responseHeaders: { 'WWW-Authenticate': 'Bearer' },
          }),
        ]),
      );
      expect([value, report.sanitized, report.groups[0]?.diagnosis.cause?.row]).toEqual([value, true, 'A18']);
    }
  });

  test('shows storms, refresh races and loops', async () => {
    const token = {
      method: 'POST',
      url: 'https://auth.example.com/token',
      postData: 'grant_type=refresh_token&refresh_token=r-token-1',
    };
    const { code, report } = await har(
      recording([
        ...Array.from({ length: 6 }, (_, index) =>
          refusedEntry({ url: `https://api.example.com/items/${index}`, atMs: index }),
        ),
        entry({ ...token, atMs: 100, timeMs: 300 }),
        entry({ ...token, atMs: 120, timeMs: 300, status: 400, body: '{"error":"invalid_grant"}' }),
        ...Array.from({ length: 3 }, (_, index) => [
          refusedEntry({ atMs: 10_000 + index * 1_000 }),
          entry({
            ...token,
            postData: `grant_type=refresh_token&refresh_token=r-other-${index}`,
            atMs: 10_500 + index * 1_000,
          }),
        ]).flat(),
      ]),
    );
    expect(code).toBe(1);
    expect(report.patterns.map(({ kind, indexes }) => [kind, indexes])).toEqual([
      ['storm', [0, 1, 2, 3, 4, 5]],
      ['refresh-race', [6, 7]],
      ['loop', [8, 9, 10, 11, 12]],
    ]);
  });

  test('shows a preflight that was refused', async () => {
    const { report } = await har(
      recording([
        entry({
          method: 'OPTIONS',
          status: 401,
          requestHeaders: {
            Origin: 'https://app.example.com',
            'Access-Control-Request-Method': 'GET',
            'Access-Control-Request-Headers': 'authorization',
          },
        }),
        entry({ status: 0 }),
      ]),
    );
    expect(report.groups[0]?.diagnosis.cause?.row).toBe('B01');
  });

  test('takes the server’s clock of each entry, not that of today', async () => {
    const token = jwt({ exp: Date.UTC(2026, 2, 10, 9, 20) / 1000, iat: Date.UTC(2026, 2, 10, 8, 20) / 1000 });
    const { report } = await har(
      recording([
        refusedEntry({
          requestHeaders: { Authorization: `Bearer ${token}` },
          responseHeaders: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
        }),
      ]),
    );
    expect(report.groups[0]?.diagnosis.cause?.row).toBe('D01');
    expect(report.groups[0]?.diagnosis.cause?.evidence.join(' ')).toMatch(/10 min/);
  });

  test('comes on standard input as well', async () => {
    const { code, json } = await runCli(['--har', '-', '--json'], { stdin: recording([refusedEntry()]) });
    expect([code, json<HarPrinted>().refused]).toEqual([1, 1]);
  });

  test('that breaks off is read as far as it goes', async () => {
    const whole = recording([refusedEntry(), refusedEntry()]);
    const { report } = await har(whole.slice(0, -200));
    expect(report).toMatchObject({ entries: 1, refused: 1 });
    expect(report.notes[0]).toContain('breaks before its end');
  });

  test('with entries of a strange shape is read all the same', async () => {
    const odd = [
      null,
      1,
      'x',
      [],
      {},
      { request: null },
      { request: { url: 5 } },
      { request: { url: 'https://a.example', headers: 'no' } },
      {
        request: { url: 'not a url', method: 7, headers: [null, { name: 1 }, { name: 'a' }] },
        response: { status: '401', headers: {}, content: { encoding: 'base64', text: '%%%' } },
      },
    ];
    const { code, report } = await har(recording([...odd, refusedEntry()]));
    expect([code, report.entries, report.refused]).toEqual([1, 10, 1]);
    expect(report.notes.join(' ')).toContain('7 of the entries could not be read');
  });

  test.each<[string, () => string[], string]>([
    ['is not there', () => ['--har', join(folder, 'none.har')], 'There is no recording'],
    ['is a folder', () => ['--har', folder], 'cannot be read: EISDIR'],
    ['is no JSON', () => ['--har', file('<html></html>')], 'no HAR recording'],
    ['is other JSON', () => ['--har', file('{"log":{"pages":[]}}')], 'no HAR recording'],
    ['is empty', () => ['--har', file('')], 'no HAR recording'],
    ['is packed', () => ['--har', file(gzipSync(recording([])))], 'gzip'],
    ['is two', () => ['--har', file(recording([])), 'other.har'], 'one recording'],
    ['is not named', () => ['--har'], 'needs a value'],
  ])('that %s is one line on standard error', async (_, argv, message) => {
    const { code, stdout, stderr } = await runCli(argv());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^why401: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });

  test('says how far it is in a large file, and keeps quiet in a small one', async () => {
    const big = entry({ body: 'x'.repeat(600_000) });
    const large = await runCli(['--har', file(recording(Array.from({ length: 40 }, () => big))), '--json']);
    expect(large.stderr).toMatch(/^Reading: \d+ of 23 MiB, \d+ entries\n/);
    const atTerminal = await runCli(['--har', file(recording(Array.from({ length: 40 }, () => big)))], { isTTY: true });
    expect(atTerminal.stderr).toMatch(/^\rReading: [^\n]*\n$/);
    expect((await runCli(['--har', file(recording([big]))])).stderr).toBe('');
  });
});
