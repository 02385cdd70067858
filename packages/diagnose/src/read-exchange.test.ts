import { describe, expect, test } from 'vitest';
import { readExchange } from './read-exchange.ts';

const request = { method: 'get', url: 'https://api.example.com/' };

describe('readExchange', () => {
  test('keeps a list of headers as it is, duplicates and all', () => {
    const headers = [
      ['A', '1'],
      ['a', '2'],
    ];
    expect(readExchange({ request: { ...request, headers } }).request.headers).toEqual(headers);
  });

  test.each([
    ['Headers', new Headers({ a: '1', b: '2' })],
    [
      'a Map',
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    ],
    ['an object', { a: '1', b: '2' }],
    ['an object with lists', { a: ['1'], b: ['2'] }],
  ])('takes %s for a list of headers', (_, headers) => {
    expect(readExchange({ request: { ...request, headers } }).request.headers).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test('comes to an end with headers that do not', () => {
    const endless = {
      *[Symbol.iterator]() {
        for (;;) yield ['a', '1'];
      },
    };
    expect(readExchange({ request: { ...request, headers: endless } }).request.headers).toHaveLength(500);
  });

  test('writes the method in capitals and takes GET for none', () => {
    expect(readExchange({ request }).request.method).toBe('GET');
    expect(readExchange({}).request).toEqual({ method: 'GET', url: '', headers: [] });
  });

  test('takes a parsed body for the JSON that it came from', () => {
    expect(
      readExchange({ request, response: { status: 401, headers: [], body: { message: 'no' } } }).response?.body,
    ).toBe('{"message":"no"}');
  });

  test('reads 64 KiB of a body and no more', () => {
    expect(readExchange({ request: { ...request, body: 'x'.repeat(100_000) } }).request.body).toHaveLength(65_536);
  });

  test('drops what has the wrong type and keeps the rest', () => {
    const read = readExchange({
      request: { method: 7, url: null, headers: [['a', 1], ['b'], 'c', [2, 3], ['d', null]] },
      response: { status: '401', headers: 'none', body: 5 },
      redirects: [
        { from: 'https://a.example/', to: 'https://b.example/', status: 302, headersDropped: ['authorization', 4] },
        { from: 1 },
        null,
      ],
      requiredScopes: 'read write',
      expected: { issuer: 5, audience: ['a', 5] },
      sources: { authorization: { variable: 'TOKEN', line: 'x' }, cookie: 'SESSION' },
      environment: {
        variables: [{ name: 'A', value: 1 }, { value: 'b' }, 3],
        referenced: ['A', 2],
        ci: { event: 'push', fromFork: 'yes' },
      },
      probes: { jwks: [{ kid: 'a' }, 5], signature: 'maybe', clockOffsetsMs: [1, 'x', Number.NaN] },
      sentAtMs: 'now',
      sanitized: 'yes',
      history: [1, { request }],
    });
    expect(read).toEqual({
      request: {
        method: '7',
        url: '',
        headers: [
          ['a', '1'],
          ['b', ''],
          ['d', ''],
        ],
      },
      response: { status: 0, headers: [] },
      redirects: [
        { from: 'https://a.example/', to: 'https://b.example/', status: 302, headersDropped: ['authorization'] },
      ],
      requiredScopes: ['read', 'write'],
      expected: { audience: ['a'] },
      sources: { authorization: { variable: 'TOKEN' }, cookie: { variable: 'SESSION' } },
      environment: { variables: [{ name: 'A' }], referenced: ['A'], ci: { event: 'push' } },
      probes: { jwks: [{ kid: 'a' }], clockOffsetsMs: [1] },
      history: [{ request }],
    });
  });
});
