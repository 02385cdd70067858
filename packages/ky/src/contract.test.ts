import { adapterContract } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import ky, { type KyInstance } from 'ky';
import ky1 from 'ky-1';
import { describe, expect, test } from 'vitest';
import { subject } from './test-support/subject.ts';

const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'] as const;

/** ky 1 puts a signal of its own in the place of the caller's, and with it goes the mark of the refresh's own call. */
const needsSignal = [
  "refreshes through the same client when the call carries the flight's signal",
  "ends the session when the refusal of a refresh comes through the same client as that client's error",
  'shows no token in the refusal after a refresh that failed through the same client',
];

describe.each([
  ['ky 2', ky, 'prefix'],
  ['ky 1', ky1 as unknown as KyInstance, 'prefixUrl'],
] as const)('%s', (_name, client, base) => {
  for (const { name, run } of adapterContract(subject(client, base, serversOnLoopback, bodies))) {
    if (base === 'prefix' || !needsSignal.includes(name)) test(name, run);
  }
});

test('the cases that ky 1 is spared are cases of the contract', () => {
  const names = adapterContract(subject(ky, 'prefix', serversOnLoopback, bodies)).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(needsSignal));
});
