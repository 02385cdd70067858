import { storeContract } from '@freshkey/testing';
import { expect, test } from 'vitest';
import { memoryStore } from './memory.ts';
import { isSessionRecord } from './session-record.ts';

for (const { name, run } of storeContract({ createStore: () => memoryStore(), traits: { shared: false } }))
  test(name, run);

test.each([
  [{ generation: 1, loginId: 'a', tokens: null }, true],
  [{ generation: 1, loginId: 'a', tokens: { accessToken: 'x', receivedAtMs: 0 } }, true],
  [{ generation: '1', loginId: 'a', tokens: null }, false],
  [{ generation: 1, tokens: null }, false],
  [{ generation: 1, loginId: 'a' }, false],
  [{ generation: 1, loginId: 'a', tokens: { accessToken: 5, receivedAtMs: 0 } }, false],
  [undefined, false],
  ['text', false],
])('%j is a record: %s', (value, expected) => {
  expect(isSessionRecord(value)).toBe(expected);
});
