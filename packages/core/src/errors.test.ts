import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { FreshkeyError, isFreshkeyError, RefreshRefusedError } from './errors.ts';

const cause = Object.assign(new Error('of the client'), { config: { data: 'refresh_token=planted-secret' } });
const error = new FreshkeyError('refresh-failed', 'The refresh failed.', cause);

test('an error keeps its cause and never prints it, at any depth', () => {
  expect(error.cause).toBe(cause);
  const printed = [
    inspect(error, { depth: 20, showHidden: true }),
    inspect({ nested: [error] }, { depth: 20 }),
    inspect(new Error('outer', { cause: error }), { depth: 20 }),
    format('%o %O %s %j', error, error, error, error),
    inspect(new AggregateError([error]), { depth: 20 }),
    inspect(new RefreshRefusedError('no', cause), { depth: 20 }),
    JSON.stringify(error),
    String(error),
  ].join();
  expect(printed).not.toContain('planted-secret');
  expect(printed).not.toContain('of the client');
});

test('a platform that reads cause through the getter is given a text, and no error to read it from', () => {
  const custom = Object(error)[Symbol.for('nodejs.util.inspect.custom')] as (
    this: unknown,
    ...values: unknown[]
  ) => unknown;
  const seen: unknown[] = [];
  const text = custom.call(error, 2, {}, (value: unknown) => {
    seen.push(value);
    return "{ code: 'refresh-failed' }";
  });
  expect(text).toMatch(/^FreshkeyError: The refresh failed\.\n {4}at [\s\S]* \{ code: 'refresh-failed' \}$/);
  expect(seen).toEqual([{ code: 'refresh-failed' }]);
  expect(seen[0]).not.toBeInstanceOf(Error);
});

test('a printed error shows its name, message, stack and code', () => {
  const printed = inspect(error);
  expect(printed).toContain('FreshkeyError: The refresh failed.\n    at ');
  expect(printed).toContain("{ code: 'refresh-failed' }");
  expect(inspect(new RefreshRefusedError('no'))).toMatch(/^RefreshRefusedError: no\n/);
});

test('an error is recognised across copies', () => {
  expect(isFreshkeyError(error)).toBe(true);
  expect(isFreshkeyError(new Error('x'))).toBe(false);
  expect(isFreshkeyError(null)).toBe(false);
});
