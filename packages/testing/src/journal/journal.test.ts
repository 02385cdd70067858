import { describe, expect, test } from 'vitest';
import { createTestFetch } from '../test-fetch.ts';
import { JournalError } from './expectations.ts';
import { journalOf } from './journal.ts';

const start = () => {
  const backend = createTestFetch();
  const { fetch, url, tokens } = backend;
  const issued = tokens.issue();
  const get = (path: string, token = issued.access_token) =>
    fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const refresh = (refreshToken = issued.refresh_token ?? '') =>
    backend.refresh({ tokens: { refreshToken }, signal: new AbortController().signal });
  return { ...backend, issued, get, refresh };
};

describe('an expectation', () => {
  test('of refreshes counts those that arrived, whatever became of them', async () => {
    const { journal, refresh, faults } = start();
    journal.expectRefreshes(0);
    faults.next('token', { status: 503 });
    await refresh();
    await refresh();
    journal.expectRefreshes(2);
    expect(() => journal.expectRefreshes(1)).toThrow('Expected 1 refresh, found 2.');
    expect(() => journal.expectRefreshes(3)).toThrow('Expected 3 refreshes, found 2.');
  });

  test('of concurrent refreshes sees those that overlap', async () => {
    const { journal, refresh, faults, tokens } = start();
    await refresh();
    journal.expectMaxConcurrentRefreshes(1);
    const gate = faults.hold('token');
    const other = tokens.issue().refresh_token ?? '';
    const pending = [refresh(other), refresh('unknown')];
    await gate.arrived(2);
    expect(() => journal.expectMaxConcurrentRefreshes(1)).toThrow('Expected at most 1 concurrent refreshes, found 2.');
    gate.open();
    await Promise.all(pending);
  });

  test('of no reuse names the families that were revoked', async () => {
    const { journal, refresh } = start();
    await refresh();
    journal.expectNoReuse();
    await refresh();
    expect(() => journal.expectNoReuse()).toThrow(
      /shown again, 1 time\.\n[\s\S]*ada#1 \(used\).*REUSE: family revoked/,
    );
  });

  test('of nothing lost lists the ids that were never served', async () => {
    const { journal, get, tokens, faults } = start();
    await get('/api/orders?id=1');
    faults.next('api', { status: 503 });
    await get('/api/orders?id=2');
    journal.expectNothingLost([1]);
    expect(() => journal.expectNothingLost(['1', '2', 3])).toThrow('Lost, never served: 2, 3.');
    tokens.expireAll();
    await get('/api/orders?id=4');
    expect(() => journal.expectNothingLost([4])).toThrow('Lost, never served: 4.');
  });

  test('of nothing served twice lists the ids that were', async () => {
    const { journal, get } = start();
    await get('/api/orders?id=1');
    journal.expectNothingServedTwice();
    await get('/api/orders?id=1');
    expect(() => journal.expectNothingServedTwice()).toThrow('Served more than once: 1.');
    expect(() => journal.expectNothingServedTwice([1, 2])).toThrow('Served more than once: 1.');
    journal.expectNothingServedTwice([2]);
  });

  test('of attempts counts refused ones too', async () => {
    const { journal, get, tokens } = start();
    tokens.expireAll();
    await get('/api/orders?id=1');
    await get('/api/orders?id=1');
    journal.expectMaxAttempts(2);
    expect(() => journal.expectMaxAttempts(1)).toThrow('Sent more than 1 time: 1.');
  });

  test('of requests counts those that match in every member', async () => {
    const { journal, get } = start();
    await get('/api/orders?id=1');
    await get('/api/orders?id=2');
    journal.expectRequests(2);
    journal.expectRequests(1, { id: '2', status: 200 });
    expect(() => journal.expectRequests(1, { path: '/api/orders', status: 200 })).toThrow(
      'Expected 1 request with {"path":"/api/orders","status":200}, found 2.',
    );
  });

  test('of requests leaves out preflights, which are the requests of browsers', async () => {
    const { journal, fetch, url } = start();
    const headers = { origin: 'https://app.test', 'access-control-request-method': 'GET' };
    await fetch(`${url}/api/orders?id=1`, { method: 'OPTIONS', headers });
    journal.expectRequests(0);
    journal.expectRequests(0, { id: '1' });
    journal.expectRequests(1, { kind: 'preflight' });
  });

  test('of no tokens finds one in any place', async () => {
    const { journal, fetch, url, issued } = start();
    await fetch(`${url}/public/news`);
    journal.expectNoTokens();
    await fetch(`${url}/public/news?q=${issued.access_token}`, {
      method: 'POST',
      headers: { 'x-note': `see ${issued.refresh_token}` },
      body: `token=${issued.access_token}`,
    });
    expect(() => journal.expectNoTokens()).toThrow('Tokens arrived where none may: in header x-note, query, body.');
  });

  test('throws an error of its own class, which lists what happened in words and shows no token', async () => {
    const { journal, get, refresh, issued } = start();
    await get('/api/orders?id=1');
    await refresh();
    const error = (() => {
      try {
        journal.expectRefreshes(9);
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toBeInstanceOf(JournalError);
    expect(error?.message.split('\n').slice(1)).toEqual([
      'What happened:',
      '   1  api        GET /api/orders id=1  Bearer ada#1 (valid)  → 200',
      '   2  token      POST /oauth/token  refresh_token ada#1 (valid)  → 200',
    ]);
    expect(error?.message).not.toContain(issued.refresh_token);
  });

  test('shortens a list that is too long to read', async () => {
    const { journal, get } = start();
    for (let id = 0; id < 70; id++) await get(`/api/orders?id=${id}`);
    expect(journal.report()).toContain('… 10 more …');
    expect(journal.report().split('\n')).toHaveLength(61);
  });
});

test('a journal keeps no token, and forgets on demand', async () => {
  const { journal, get, refresh, issued } = start();
  await get('/api/orders');
  await refresh();
  expect(JSON.stringify(journal.entries)).not.toMatch(/fk(at|rt)_/);
  expect(journal.entries[1]?.body.text).toContain('<token ');
  expect(journal.entries[0]?.credential?.fingerprint).not.toBe(issued.access_token);
  journal.clear();
  expect([journal.entries, journal.report()]).toEqual([[], '  (nothing arrived)']);
});

test('a journal made of the entries of another one expects the same', async () => {
  const { journal, refresh } = start();
  await refresh();
  const copy = journalOf(JSON.parse(JSON.stringify(journal.entries)));
  copy.expectRefreshes(1);
  expect(() => copy.expectRefreshes(0)).toThrow('Expected 0 refreshes, found 1.');
  expect(copy.report()).toBe(journal.report());
});
