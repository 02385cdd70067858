import { createSession, type SessionOptions } from '@freshkey/core';
import { createTestServer } from '@freshkey/testing/server';
import ky from 'ky';
import { expect, test } from 'vitest';
import { extend } from './extend.ts';

test('a refused request of an instance that has hooks and retries of its own refreshes once: https://github.com/sindresorhus/ky/issues/587 (held at first try)', async () => {
  const server = await createTestServer();
  const options = { tokens: server.tokens.issue(), refresh: server.refresh, log: false };
  const session = createSession(options as SessionOptions);
  const retried: number[] = [];
  const own = ky.create({
    prefix: server.url,
    retry: { limit: 2, statusCodes: [401, 503], delay: () => 1 },
    hooks: {
      beforeRequest: [({ request }) => request.headers.set('x-app', 'mine')],
      beforeRetry: [({ retryCount }) => void retried.push(retryCount)],
    },
  });
  const api = extend(own, session);
  try {
    server.tokens.expireAll();
    expect((await api.get('api/me')).status).toBe(200);
    server.tokens.expireAll();
    const answers = await Promise.all(['a', 'b', 'c'].map((path) => api.get(`api/${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    server.journal.expectRefreshes(2);
    expect(retried).toEqual([]);
  } finally {
    session.dispose();
    await server.close();
  }
});
