import { parseChallenges } from '@freshkey/challenge';
import { describe, expect, test } from 'vitest';
import { jwt } from './corpus/tokens.ts';
import { auditScopes, scopesOf } from './scopes.ts';

describe('auditScopes', () => {
  test('says what is missing and what is more than needed', () => {
    expect(auditScopes({ granted: 'orders:read profile', required: ['orders:read', 'orders:write'] })).toEqual({
      granted: ['orders:read', 'profile'],
      required: ['orders:read', 'orders:write'],
      missing: ['orders:write'],
      unneeded: ['profile'],
    });
  });

  test('misses nothing where nothing is required', () => {
    expect(auditScopes({ granted: 'a', required: undefined })).toEqual({
      granted: ['a'],
      required: [],
      missing: [],
      unneeded: ['a'],
    });
  });

  test('compares with the alternative that is granted', () => {
    const { required, missing } = auditScopes({
      granted: 'admin',
      required: [['orders:read', 'orders:write'], ['admin']],
    });
    expect({ required, missing }).toEqual({ required: ['admin'], missing: [] });
  });

  test('compares with the granted alternative that leaves least unneeded', () => {
    expect(auditScopes({ granted: 'a b', required: [[], ['a'], ['a', 'b']] }).required).toEqual(['a', 'b']);
  });

  test('compares with the alternative that misses least where none is granted', () => {
    expect(
      auditScopes({
        granted: 'a',
        required: [
          ['x', 'y', 'z'],
          ['a', 'b'],
        ],
      }),
    ).toMatchObject({ required: ['a', 'b'], missing: ['b'] });
  });

  test('keeps the first of two alternatives that are as near', () => {
    expect(auditScopes({ granted: '', required: [['x'], ['y']] }).missing).toEqual(['x']);
  });

  test('reads the scopes that a challenge asks for', () => {
    const { challenges } = parseChallenges('Bearer error="insufficient_scope", scope="orders:write orders:read"');
    expect(auditScopes({ granted: ['orders:read'], required: challenges[0] }).missing).toEqual(['orders:write']);
  });

  test('takes scopes of different case for different scopes', () => {
    expect(auditScopes({ granted: 'Orders.Read', required: 'orders.read' }).missing).toEqual(['orders.read']);
  });
});

describe('scopesOf', () => {
  test.each([
    ['a b', ['a', 'b']],
    [' a  b\ta ', ['a', 'b']],
    ['repo, read:org', ['repo', 'read:org']],
    ['', []],
    [null, []],
    [
      ['a', ' b ', 'a', '', 7],
      ['a', 'b'],
    ],
    [{ scope: 'a b' }, ['a', 'b']],
    [{ scope: ['a', 'b c'] }, ['a', 'b', 'c']],
    [{ scp: 'Orders.Read Orders.Write' }, ['Orders.Read', 'Orders.Write']],
    [{ scp: ['okta.users.read'] }, ['okta.users.read']],
    [{ permissions: ['read:users'], scope: 'openid' }, ['openid', 'read:users']],
    [{ roles: ['Finance Manager'] }, ['Finance Manager']],
    [{ realm_access: { roles: ['customer'] } }, ['customer']],
    [{ 'cognito:groups': ['admins'] }, ['admins']],
    [{ scope: 7, roles: { a: 1 }, realm_access: null }, []],
  ])('reads %j', (given, expected) => {
    expect(scopesOf(given as never)).toEqual(expected);
  });

  test('reads a JWT and never hands the token itself back', () => {
    expect(scopesOf(jwt({ scope: 'a', scp: ['b'] }))).toEqual(['a', 'b']);
    expect(scopesOf(`eyJhbGciOiJub25lIn0.${'x'.repeat(20)}.sig`)).toEqual([]);
  });
});
