import { afterEach, expect, test, vi } from 'vitest';
import { isCrossOrigin, originAmong, originOf, printableUrl } from './origins.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['https://api.test/v1?x', 'https://api.test'],
  ['https://API.test:443/', 'https://api.test'],
  ['http://api.test:8080/', 'http://api.test:8080'],
  ['https://user:pw@api.test/', 'https://api.test'],
  ['/relative', undefined],
  ['', undefined],
  [undefined, undefined],
  ['data:text/plain,x', undefined],
])('the origin of %s is %s', (url, origin) => {
  expect(originOf(url)).toBe(origin);
});

test("in a page a relative URL has the page's origin", () => {
  vi.stubGlobal('location', { href: 'https://app.test/dir/page', origin: 'https://app.test' });
  expect(originOf('/api')).toBe('https://app.test');
  expect(originOf('//evil.test/api')).toBe('https://evil.test');
  expect(originOf('/\\evil.test/api')).toBe('https://evil.test');
  expect(isCrossOrigin('/api')).toBe(false);
  expect(isCrossOrigin('https://api.test/')).toBe(true);
});

test('a page that says <base href> sends relative URLs there, and so their origin is that one', () => {
  vi.stubGlobal('location', { href: 'https://app.test/dir/page', origin: 'https://app.test' });
  vi.stubGlobal('document', { baseURI: 'https://other.test/base/' });
  expect(originOf('/api')).toBe('https://other.test');
  expect(originOf('api')).toBe('https://other.test');
  expect(originAmong(undefined, 'https://app.test', '/api')).toBe('https://other.test');
  expect(isCrossOrigin('/api')).toBe(true);
});

test.each([
  ['https://api.test/x', 'https://api.test'],
  ['https://api.test', 'https://api.test'],
  ['https://api.test.evil.test/x', 'https://api.test.evil.test'],
  ['https://api.test@evil.test/x', 'https://evil.test'],
  ['https://api.test:8443/x', 'https://api.test:8443'],
  ['https://api.test\\@evil.test/', 'https://api.test'],
])('a likely origin is taken only where it is the origin: %s', (url, origin) => {
  expect(originAmong(undefined, 'https://api.test', url)).toBe(origin);
  expect(originAmong(new Set(['https://api.test']), undefined, url)).toBe(origin);
});

test('a URL is printed without user information, query and fragment', () => {
  expect(printableUrl('https://user:pw@api.test/a?token=b#c')).toBe('https://api.test/a');
  expect(printableUrl('/a/b?c')).toBe('/a/b');
});
