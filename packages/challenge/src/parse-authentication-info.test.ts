import { describe, expect, it } from 'vitest';
import { plainIssue, plainParam } from './fixtures/plain.ts';
import { parseAuthenticationInfo } from './index.ts';

const rows: [header: string | readonly string[], params: string[], issues: string[]][] = [
  // RFC 7616 §3.5
  [
    'nextnonce="7ypf", qop=auth, rspauth="6629", cnonce="0a4f", nc=00000001',
    ['nextnonce="7ypf"', 'qop=auth', 'rspauth="6629"', 'cnonce="0a4f"', 'nc=00000001'],
    [],
  ],
  [['a=b', 'c="d, e"'], ['a=b', 'c="d, e"'], []],
  [', ,A = "b" ,', ['A="b"'], []],
  ['', [], []],
  ['a=b c=d', ['a=b', 'c=d'], ['missing-comma@4']],
  ['a=b, A=c', ['a=b', 'A=c'], ['duplicate-param@5']],
  ['a=b, c, d=e', ['a=b', 'd=e'], ['missing-value@5']],
  ['a b=c', ['b=c'], ['missing-value@0']],
  ['a, b', [], ['missing-value@0', 'missing-value@3']],
  ['a="b', ['a="b"'], ['unterminated-quote@2']],
  ['@, a=b', ['a=b'], ['stray-character@0']],
];

describe('Authentication-Info', () => {
  it.each(rows)('reads %j', (header, params, issues) => {
    const read = parseAuthenticationInfo(header);
    expect({ params: read.params.map(plainParam), issues: read.issues.map(plainIssue) }).toEqual({ params, issues });
  });

  it('asks a Headers object for its own header by name', () => {
    const headers = new Headers({ 'Authentication-Info': 'a=b', 'Proxy-Authentication-Info': 'c=d' });
    expect(parseAuthenticationInfo(headers).params.map(plainParam)).toEqual(['a=b']);
    expect(parseAuthenticationInfo(headers, 'proxy-authentication-info').params.map(plainParam)).toEqual(['c=d']);
  });
});
