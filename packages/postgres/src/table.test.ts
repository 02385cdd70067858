import { expect, test } from 'vitest';
import { channelOf, ddl, isTableName } from './table.ts';

test('makes the SQL for the table that is named', () => {
  expect(ddl()).toContain('create table if not exists "freshkey_sessions" (');
  expect(ddl('auth.Sessions')).toContain('create table if not exists "auth"."Sessions" (');
  expect(() => ddl('a"; drop table users; --')).toThrow(TypeError);
});

test.each(['a', '_a1', 'auth.sessions', 'A'.repeat(63)])('takes for a table: %s', (name) => {
  expect(isTableName(name)).toBe(true);
});

test.each(['', '1a', 'a b', 'a.', '.a', 'a.b.c', 'a-b', 'A'.repeat(64), undefined])(
  'takes for no table: %s',
  (name) => {
    expect(isTableName(name)).toBe(false);
  },
);

test('names the channel after the table, in no more bytes than PostgreSQL takes', () => {
  expect(channelOf('auth.sessions')).toBe('auth.sessions');
  const [one, other] = [
    channelOf(`${'a'.repeat(40)}.${'b'.repeat(40)}`),
    channelOf(`${'a'.repeat(40)}.${'b'.repeat(41)}`),
  ];
  expect(one.length).toBeLessThan(64);
  expect(one).not.toBe(other);
});
