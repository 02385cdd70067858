import { createSession, type SessionOptions } from '@freshkey/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFetch } from './create-fetch.ts';

/** What becomes of the copy that is kept of a body, in case that the request must be sent again. */
const origins = ['https://api.test'];
let copies: Request[] = [];

beforeEach(() => {
  copies = [];
  const { clone } = Request.prototype;
  vi.spyOn(Request.prototype, 'clone').mockImplementation(function (this: Request) {
    const copy = clone.call(this);
    copies.push(copy);
    return copy;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function client(options: Partial<SessionOptions>, statuses: number[]) {
  const sent: string[] = [];
  const session = createSession({ tokens: 'a', origins, log: false, ...options } as SessionOptions);
  const fetch = createFetch(session, {
    fetch: async (input) => {
      sent.push(await (input as Request).text());
      return new Response(null, { status: statuses.shift() ?? 200 });
    },
  });
  return { fetch, sent };
}

/** A redirect would ask for the body once more. */
const post = () => new Request('https://api.test/x', { method: 'POST', body: 'payload', redirect: 'error' });

test('nothing is copied for a session that can never send a request again', async () => {
  const { fetch } = client({}, [401]);
  await fetch(post());
  const { fetch: limited } = client({ refresh: () => 'b', replay: { limit: 0 } }, [200]);
  await limited(post());
  expect(copies).toEqual([]);
});

test('nothing is copied of a request that may not be sent again', async () => {
  const { fetch } = client({ refresh: () => 'b' }, [401]);
  await fetch(post(), { freshkey: { replay: false } });
  expect(copies).toEqual([]);
});

test.each([
  ['a good answer', {}, [200], ['payload']],
  ['an answer that a rule looked at', { isUnauthorized: () => false }, [200], ['payload']],
  ['a refusal that surfaces', { replay: { limit: 1 } }, [401, 401, 401], ['payload', 'payload', 'payload']],
  ['a replay', {}, [401, 200], ['payload', 'payload']],
  ['an answer that is no refusal', {}, [500], ['payload']],
])('the copy is let go of after %s', async (_name, options, statuses, bodies) => {
  const { fetch, sent } = client({ refresh: () => 'b', ...options }, statuses);
  await fetch(post());
  expect(sent).toEqual(bodies);
  const kept = copies.at(-1);
  // A body that was cancelled gives nothing any more.
  expect(kept?.bodyUsed || (await kept?.text()) === '').toBe(true);
});

test('the copy is let go of when the request breaks', async () => {
  const session = createSession({ tokens: 'a', refresh: () => 'b', origins });
  const fetch = createFetch(session, { fetch: () => Promise.reject(new TypeError('fetch failed')) });
  await expect(fetch(post())).rejects.toThrow('fetch failed');
  expect(copies[0]?.bodyUsed || (await copies[0]?.text()) === '').toBe(true);
});
