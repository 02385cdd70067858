import { AsyncLocalStorage } from 'node:async_hooks';
import { adapterContract } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { subject } from './test-support/subject.ts';

const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'] as const;

const contractOf = (form: 'url' | 'request') =>
  adapterContract({
    ...subject(form, serversOnLoopback, bodies),
    traits: { bodies, asyncContext: new AsyncLocalStorage<string>() },
  });

describe.each(['url', 'request'] as const)('fetch, called with a %s', (form) => {
  for (const { name, run } of contractOf(form)) test(name, run);
});

describe('fetch, called with a request whose platform does not say whether it has a body (Firefox)', () => {
  beforeAll(() => {
    vi.spyOn(Request.prototype, 'body', 'get').mockReturnValue(undefined as never);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });
  const cases = contractOf('request').filter(({ name }) => /bod(y|ies)|byte for byte|POST|HEAD/.test(name));
  for (const { name, run } of cases) test(name, run);

  test('runs every case of bodies', () => {
    expect(cases.length).toBeGreaterThan(9);
    expect(new Request('https://api.test/', { method: 'POST', body: 'x' }).body).toBeUndefined();
  });
});
