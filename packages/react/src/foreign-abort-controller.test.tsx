// @vitest-environment jsdom
import { createFetch } from '@freshkey/fetch';
import { createTestFetch } from '@freshkey/testing';
import { createTestServer } from '@freshkey/testing/server';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSession, SessionGate, SessionProvider } from './index.ts';

// What most runners do with jsdom: its AbortController, beside Node's fetch.
beforeEach(() => {
  const { AbortController, AbortSignal } = (globalThis as unknown as { jsdom: { window: typeof globalThis } }).jsdom
    .window;
  vi.stubGlobal('AbortController', AbortController);
  vi.stubGlobal('AbortSignal', AbortSignal);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("renews through the test fetch and its refresh where AbortController is jsdom's and fetch is Node's", async () => {
  const backend = createTestFetch();
  const session = createSession({ tokens: backend.tokens.issue({ expired: true }), refresh: backend.refresh });
  const api = createFetch(session, { fetch: backend.fetch, baseUrl: backend.url });
  render(
    <SessionProvider session={session}>
      <SessionGate signedOut="nobody">somebody</SessionGate>
    </SessionProvider>,
  );
  const answers = await act(() => Promise.all([1, 2, 3].map((id) => api(`/api/orders?id=${id}`))));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  backend.journal.expectRefreshes(1);
  const { signal } = new AbortController();
  expect((await api('/api/orders', { signal })).status).toBe(200);
  expect(screen.getByText('somebody')).toBeTruthy();
});

test("renews through the platform's fetch with the signal that refresh was given", async () => {
  const server = await createTestServer();
  const session = createSession({
    tokens: server.tokens.issue({ expired: true }),
    refresh: ({ tokens, signal }) =>
      fetch(`${server.url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: tokens.refreshToken ?? '',
          client_id: 'app',
        }),
        signal,
      }),
  });
  const api = createFetch(session, { baseUrl: server.url });
  try {
    expect((await api('/api/orders')).status).toBe(200);
    server.journal.expectRefreshes(1);
  } finally {
    await server.close();
  }
});
