import { createSession, type Session, type SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import { ofetch } from 'ofetch';
import { afterEach, expect, test } from 'vitest';
import { createFetch } from './create-fetch.ts';

let server: TestServer;
let session: Session;

async function open(more: Partial<SessionOptions> = {}): Promise<typeof fetch> {
  server = await createTestServer();
  const options = { tokens: server.tokens.issue(), refresh: server.refresh, origins: [server.url], log: false };
  session = createSession({ ...options, ...more } as SessionOptions);
  return createFetch(session);
}
afterEach(async () => {
  session.dispose();
  await server.close();
});

test('an error of the request that was sent again is that error, and not the 401 before it: https://github.com/vlki/refresh-fetch/issues/4 (held at first try)', async () => {
  const send = await open();
  session.on('refreshed', () => server.faults.next('/api/data', { status: 500, body: 'broken on purpose' }));
  server.tokens.expireAll();
  const answer = await send(`${server.url}/api/data`);
  expect([answer.status, await answer.text()]).toEqual([500, 'broken on purpose']);
  expect(session.explain(answer)).toBeUndefined();
});

test('who sends a form once hears of it once, with the answer that came in the end: https://github.com/unjs/ofetch/issues/160 (held at first try)', async () => {
  const send = await open();
  const heard: string[] = [];
  const api = ofetch.create(
    {
      baseURL: server.url,
      onRequest: () => void heard.push('request'),
      onResponse: ({ response }) => void heard.push(`response ${response.status}`),
      onResponseError: ({ response }) => void heard.push(`error ${response.status}`),
    },
    { fetch: send, Headers, AbortController },
  );
  server.tokens.expireAll();
  const { body } = await api<{ body: { text: string } }>('/api/echo', { method: 'POST', body: { amount: 3 } });
  expect(JSON.parse(body.text)).toEqual({ amount: 3 });
  expect(heard).toEqual(['request', 'response 200']);
});

test('queries that a GraphQL server refuses within 200 share one refresh, and those that come meanwhile wait: https://github.com/apollographql/apollo-client/issues/7570 (held at first try)', async () => {
  const send = await open({
    isUnauthorized: async ({ status, json }) => {
      const { errors = [] } = ((await json()) ?? {}) as { errors?: { extensions?: { code?: string } }[] };
      return status === 200 && errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
    },
  });
  const query = (name: string) =>
    send(`${server.url}/api/graphql`, { method: 'POST', body: JSON.stringify({ query: `{ ${name} }` }) });
  const unauthenticated = { data: null, errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] };
  server.faults.next('/api/graphql', { status: 200, body: unauthenticated }, 3);
  const token = server.faults.hold('token');
  const refused = ['a', 'b', 'c'].map(query);
  await token.arrived();
  const meanwhile = ['d', 'e'].map(query);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const arrived = () => server.journal.entries.filter(({ kind }) => kind === 'api').length;
  const before = arrived();
  token.open();
  const answers = await Promise.all([...refused, ...meanwhile]);
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(
    expect.not.arrayContaining([expect.stringContaining('UNAUTHENTICATED')]),
  );
  server.journal.expectRefreshes(1);
  expect(arrived() - before).toBe(5);
});
