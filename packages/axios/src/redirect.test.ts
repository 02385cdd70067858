import { expect, test, vi } from 'vitest';
import { carriedAlong, guardRedirects } from './redirect.ts';

test('a header is taken off in whatever case it was named or sent', () => {
  const next = vi.fn();
  const guard = guardRedirects('https://api.test', { headers: { 'X-Api-Key': 'key', authorization: 'token' } }, next);
  const options = {
    href: 'https://elsewhere.test/',
    headers: { 'x-API-key': 'key', Authorization: 'token', Accept: '*/*' },
  };
  guard(options, { headers: {}, statusCode: 302 } as never, {} as never);
  expect(options.headers).toEqual({ Accept: '*/*' });
  expect(next).toHaveBeenCalledOnce();
});

test('only Authorization, in whatever case, is not carried along by browsers', () => {
  expect(carriedAlong({ headers: { Authorization: 'Bearer x' } })).toBeUndefined();
  expect(carriedAlong({ headers: { authorization: 'Bearer x', 'x-key': 'k' } })).toBe('x-key');
});
