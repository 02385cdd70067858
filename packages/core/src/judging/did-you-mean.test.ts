import { expect, test } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const names = [
  'tokens',
  'refresh',
  'refreshWhenEmpty',
  'refreshTimeoutMs',
  'isUnauthorized',
  'origins',
  'onSignOut',
  'now',
];

test.each([
  ['token', 'tokens'],
  ['refesh', 'refresh'],
  ['rerfesh', 'refresh'],
  ['refreshTimeout', 'refreshTimeoutMs'],
  ['refresh_timeout_ms', 'refreshTimeoutMs'],
  ['isUnauthorised', 'isUnauthorized'],
  ['origin', 'origins'],
  ['onSignout', 'onSignOut'],
  ['onSignedOut', 'onSignOut'],
])('for %s it offers %s', (name, offered) => {
  expect(didYouMean(name, names)).toBe(` Did you mean "${offered}"?`);
});

test.each([['baseURL'], ['axios'], ['x'], [''], ['url']])('for %s it offers nothing', (name) => {
  expect(didYouMean(name, names)).toBe('');
});
