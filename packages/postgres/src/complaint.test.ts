import { isFreshkeyError } from '@freshkey/core';
import { expect, test } from 'vitest';
import { complaintOf, isCollision } from './complaint.ts';

const said = (code: string, message: string) =>
  complaintOf(Object.assign(new Error(message), { code }), 'auth.sessions');

test.each([
  ['42P01', /There is no table "auth.sessions": run the SQL that ddl\(\) of @freshkey\/postgres returns, once/],
  ['3F000', /There is no schema for the table "auth.sessions": create it/],
  ['42703', /"auth.sessions" has other columns than ddl\(\) of @freshkey\/postgres makes/],
  ['42P10', /has other columns/],
  ['42501', /may not use the table "auth.sessions": grant select, insert and update on it/],
  ['28P01', /^PostgreSQL refused: no$/],
  ['XX000', /^PostgreSQL refused: no$/],
  ['CONNECTION_ENDED', /was closed by the application: close the session first/],
])('says what to do about what no other attempt cures: %s', (code, message) => {
  const error = said(code, 'no');
  expect(error).toMatchObject({ code: 'store-failed' });
  expect(error.message).toMatch(message);
});

test.each([
  '08006',
  '53300',
  '57P01',
  '57P03',
  '57014',
  '55P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'CONNECTION_CLOSED',
])('leaves to another attempt what may pass: %s', (code) => {
  expect(isFreshkeyError(said(code, 'later'))).toBe(false);
  expect(said(code, 'later').message).toBe('later');
});

test('says where to connect when this is a replica, and goes on trying, since it may become the primary', () => {
  const error = said('25006', 'cannot execute UPDATE in a read-only transaction');
  expect(isFreshkeyError(error)).toBe(false);
  expect(error.message).toMatch(
    /takes no writes: it is a replica, or read-only. Connect to the primary. PostgreSQL said: cannot/,
  );
});

test('shows no value of a statement, whoever puts it into the message', () => {
  const text = '{"beat":1,"record":"secret"}';
  for (const message of [`Failed query: update … params: a,${text}`, `Failed query\nparams: ${text}`]) {
    const error = said('XX000', message);
    expect(error.message).toContain('Failed query');
    expect(`${error.message} ${error.stack} ${error.cause}`).not.toContain('secret');
  }
});

test('names the code where there is no message, as where a name has two addresses and none answers', () => {
  const error = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
  expect(complaintOf(error, 't').message).toBe('ECONNREFUSED');
  expect(complaintOf('odd', 't').message).toBe('odd');
});

test('knows a transaction that was slower than another one', () => {
  expect(isCollision({ code: '40001' })).toBe(true);
  expect(isCollision({ code: '40P01' })).toBe(true);
  expect(isCollision({ code: '08006' })).toBe(false);
  expect(isCollision(undefined)).toBe(false);
});
