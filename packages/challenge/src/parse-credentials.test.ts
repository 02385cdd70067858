import { describe, expect, it } from 'vitest';
import { authorizations } from './fixtures/authorizations.ts';
import { plain, plainIssue } from './fixtures/plain.ts';
import { type HeaderInput, parseCredentials } from './index.ts';

describe('credentials', () => {
  it.each(authorizations)('reads $what', ({ header, credentials, issues }) => {
    const read = parseCredentials(header);
    expect({
      credentials: read.credentials && plain(read.credentials),
      issues: read.issues.map(plainIssue),
    }).toEqual({ credentials, issues });
  });

  it.each(authorizations)('points at the parts of $what', ({ header }) => {
    const text = typeof header === 'string' ? header : header.join(', ');
    const { credentials } = parseCredentials(header);
    if (!credentials) return;
    expect(text.startsWith(credentials.schemeAsSent || credentials.token68 || '', credentials.offset)).toBe(true);
    for (const param of credentials.params) expect(text.startsWith(param.nameAsSent, param.offset)).toBe(true);
  });

  it('has the shape of a challenge', () => {
    expect(parseCredentials('BASIC YTpi').credentials).toEqual({
      scheme: 'basic',
      schemeAsSent: 'BASIC',
      token68: 'YTpi',
      params: [],
      offset: 0,
    });
  });

  it('asks a Headers object for its own header by name', () => {
    const headers = new Headers({ Authorization: 'Bearer abc', 'Proxy-Authorization': 'Basic YTpi' });
    expect(parseCredentials(headers).credentials?.token68).toBe('abc');
    expect(parseCredentials(headers, 'proxy-authorization').credentials?.token68).toBe('YTpi');
    expect(parseCredentials(new Headers())).toEqual({ credentials: undefined, issues: [] });
  });

  it.each([undefined, null])('reads %s as none', (header) => {
    expect(parseCredentials(header)).toEqual({ credentials: undefined, issues: [] });
  });

  it('reports what is no string, and reads on', () => {
    const { credentials, issues } = parseCredentials([5, 'Bearer abc'] as unknown as HeaderInput);
    expect(credentials?.token68).toBe('abc');
    expect(issues.map(plainIssue)).toEqual(['not-a-string@0']);
  });
});
