import { AsyncLocalStorage } from 'node:async_hooks';
import { adapterContract } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import ky, { type KyInstance } from 'ky';
import ky1 from 'ky-1';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { subject } from './test-support/subject.ts';

const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'] as const;

/** ky 1 puts a signal of its own in the place of the caller's, and with it goes the mark of the refresh's own call. */
const needsSignal = [
  "refreshes through the same client when the call carries the flight's signal",
  "ends the session when the refusal of a refresh comes through the same client as that client's error",
  'shows no token in the refusal after a refresh that failed through the same client',
];

const contractOf = (client: KyInstance, base: 'prefix' | 'prefixUrl') =>
  adapterContract({
    ...subject(client, base, serversOnLoopback, bodies),
    traits: { bodies, asyncContext: new AsyncLocalStorage<string>() },
  });

describe.each([
  ['ky 2', ky, 'prefix'],
  ['ky 1', ky1 as unknown as KyInstance, 'prefixUrl'],
] as const)('%s', (_name, client, base) => {
  for (const { name, run } of contractOf(client, base)) {
    if (base === 'prefix' || !needsSignal.includes(name)) test(name, run);
  }
});

test('the cases that ky 1 is spared are cases of the contract', () => {
  const names = contractOf(ky, 'prefix').map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(needsSignal));
});

describe('ky 2, where the platform does not say whether a Request has a body (Firefox)', () => {
  beforeAll(() => {
    vi.spyOn(Request.prototype, 'body', 'get').mockReturnValue(undefined as never);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });
  const cases = contractOf(ky, 'prefix').filter(({ name }) => /bod(y|ies)|byte for byte|POST|HEAD/.test(name));
  for (const { name, run } of cases) test(name, run);

  test('runs every case of bodies', () => {
    expect(cases.length).toBeGreaterThan(9);
  });
});
