import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseEnvFile } from '@freshkey/env';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bodyText } from '../recorder/body-text.ts';
import { callText } from './call-text.ts';
import { envFiles } from './env-files.ts';
import { serverSentence } from './server-sentence.ts';
import { sourcesOf } from './sources.ts';

const value = ['val', 'ue', 'E5hQ8wN2cL7vT4kX'].join('');
const file = (text: string) => parseEnvFile('.env', Buffer.from(text));
const sourced = (headers: [string, string][], env: Record<string, string>, text = '', url = 'https://a.test/') =>
  sourcesOf({ url, headers }, env, text === '' ? [] : [file(text)]).sources;

describe('where a credential came from', () => {
  test('is found by its value: whole, behind a scheme, in Basic, in a cookie, in the query', () => {
    const env = { API_TOKEN: value };
    const from = (header: string) => [{ header, variable: 'API_TOKEN' }];
    expect(sourced([['Authorization', `Bearer ${value}`]], env)).toEqual(from('authorization'));
    expect(sourced([['X-Api-Key', value]], env)).toEqual(from('x-api-key'));
    expect(sourced([['Authorization', `Basic ${btoa(`anna:${value}`)}`]], env)).toEqual(from('authorization'));
    expect(sourced([['Cookie', `a=1; session=${value}`]], env)).toEqual(from('cookie'));
    expect(sourced([], env, '', `https://a.test/?api_key=${value}`)).toEqual(from('api_key'));
    expect(sourced([], env, '', `https://anna:${value}@a.test/`)).toEqual(from('url'));
    expect(sourced([['Authorization', `Bearer ${value}`]], { API_TOKEN: `Bearer ${value}` })).toEqual(
      from('authorization'),
    );
  });

  test('is the line of a file only where the file holds that value', () => {
    const sent: [string, string][] = [['Authorization', `Bearer ${value}`]];
    expect(sourced(sent, { API_TOKEN: value }, `A=1\nAPI_TOKEN="${value}"\n`)).toEqual([
      { header: 'authorization', variable: 'API_TOKEN', file: '.env', line: 2 },
    ]);
    expect(sourced(sent, { API_TOKEN: value }, 'API_TOKEN=another-value-1234\n')).toEqual([
      { header: 'authorization', variable: 'API_TOKEN' },
    ]);
    expect(sourced(sent, {}, `API_TOKEN=${value}\n`)).toMatchObject([{ variable: 'API_TOKEN', line: 1 }]);
  });

  test('is no line of a file that the environment contradicts, where that line only resembles what was sent', () => {
    const sent: [string, string][] = [['Authorization', 'Bearer abc']];
    expect(sourced(sent, { API_TOKEN: 'abc' }, 'API_TOKEN="Bearer abcdef12345"\n')).toEqual([]);
    const longer: [string, string][] = [['Authorization', `Bearer ${value}`]];
    expect(sourced(longer, { API_TOKEN: value }, `API_TOKEN="Bearer ${value}and more"\n`)).toEqual([
      { header: 'authorization', variable: 'API_TOKEN' },
    ]);
  });

  test('is nothing for words, short values and what only resembles', () => {
    for (const [header, env] of [
      ['Bearer undefined', { NODE_ENV: 'undefined' }],
      ['Bearer abc', { X: 'abc' }],
      [`Bearer ${value}`, { OTHER: `${value.slice(0, -1)}!`, SHORT: value.slice(0, 5) }],
    ] as const)
      expect(sourced([['Authorization', header]], env as never)).toEqual([]);
  });

  test('prefers the name that tells of a credential', () => {
    expect(
      sourced([['Authorization', `Bearer ${value}`]], { npm_config_x: value, API_TOKEN: value, Z: value }),
    ).toMatchObject([{ variable: 'API_TOKEN' }]);
  });
});

test('env files are those of the folder and above it, up to the repository, without examples', () => {
  const root = mkdtempSync(join(tmpdir(), 'env-files-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const inner = join(root, 'repository', 'packages', 'app');
  mkdirSync(join(inner), { recursive: true });
  mkdirSync(join(root, 'repository', '.git'));
  for (const path of [
    '.env',
    'repository/.env',
    'repository/packages/app/.env',
    'repository/packages/app/.env.local',
    'repository/packages/app/.env.example',
    'named.txt',
  ])
    writeFileSync(join(root, path), 'A=1\n');
  expect(envFiles(inner, []).map(({ path }) => path)).toEqual(['.env', '.env.local', '../../.env']);
  // Whoever told Node what to read has not read the rest.
  const named = envFiles(inner, [`--env-file=${join(root, 'named.txt')}`]).map(({ path }) => path);
  expect(named).toEqual([join(root, 'named.txt')]);
});

test('a call is at the innermost line of the program, and of the package that it called', () => {
  const stack = [
    'Error: the call',
    '    at Recorder.begin (/home/x/why401/dist/register.cjs:1:2)',
    '    at node:internal/deps/undici/undici:3028:27',
    '    at get (/home/x/app/node_modules/.pnpm/ky@2/node_modules/ky/dist/ky.js:5:6)',
    '    at async load (file:///home/x/app/src/load%20it.js?t=1:12:9)',
    '    at async main (/home/x/app/src/main.js:1:1)',
  ].join('\n');
  expect(callText(stack, '/home/x/app', '/home/x/why401/dist')).toEqual({
    at: 'src/load it.js:12:9',
    package: 'ky',
  });
  expect(
    callText(
      stack.replaceAll('/home/x/app/src', '/home/x/app/node_modules/@a/b'),
      '/home/x/app',
      '/home/x/why401/dist',
    ),
  ).toEqual({ package: '@a/b' });
  expect(callText(undefined, '/', '/')).toEqual({});
});

test('the server’s sentence is that of the challenge, else of the body', () => {
  const challenge: [string, string][] = [['WWW-Authenticate', 'Bearer error="x", error_description="It \\"ended\\""']];
  expect(serverSentence(challenge, '{"message":"other"}')).toBe('It "ended"');
  for (const [body, says] of [
    ['{"error":"invalid_token","error_description":"Too old"}', 'Too old'],
    ['{"error":{"code":401,"message":"No key"}}', 'No key'],
    ['{"errors":[{"message":"First"},{"message":"Second"}]}', 'First'],
    ['{"error":"invalid_auth"}', 'invalid_auth'],
    ['<?xml version="1.0"?><Error><Message>Signature</Message></Error>', 'Signature'],
    ['plain words\n', 'plain words'],
    ['', undefined],
    ['{broken', undefined],
    ['{"fine":1}', undefined],
  ] as const)
    expect([body, serverSentence([], body)]).toEqual([body, says]);
  expect(serverSentence([], JSON.stringify({ message: `\u001b[31mno ${'x'.repeat(500)}` }))).toMatch(
    /^\\u001b\[31mno x{100,}…$/,
  );
});

test('a packed body is read as far as it goes', () => {
  const text = 'The token has expired. '.repeat(50);
  const gzip: [string, string][] = [['Content-Encoding', 'gzip']];
  expect(bodyText(gzipSync(text), gzip)).toBe(text);
  expect(text.startsWith(bodyText(gzipSync(text).subarray(0, 40), gzip))).toBe(true);
  const bomb = bodyText(gzipSync(Buffer.alloc(100_000_000, 'a'), { level: 9 }).subarray(0, 65_536), gzip);
  expect(bomb.length).toBeLessThanOrEqual(1_048_576);
  expect(bodyText(Buffer.from('no gzip'), gzip)).toBe('');
  expect(bodyText(Buffer.from('x'), [['content-encoding', 'unheard-of']])).toBe('');
});
