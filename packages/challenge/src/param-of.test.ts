import { expect, it } from 'vitest';
import { paramOf, parseChallenges } from './index.ts';

const [challenge] = parseChallenges('Bearer Scope="a", scope="b", error=""').challenges;

it('finds a parameter in any case', () => {
  expect(challenge && paramOf(challenge, 'SCOPE')).toBe('a');
});

it('takes the first of duplicates', () => {
  expect(challenge && paramOf(challenge, 'scope')).toBe('a');
});

it('tells an empty value from none', () => {
  expect(challenge && paramOf(challenge, 'error')).toBe('');
  expect(challenge && paramOf(challenge, 'realm')).toBeUndefined();
});
