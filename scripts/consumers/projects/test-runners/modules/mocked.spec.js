import { attach, createSession } from '@freshkey/axios';
import axios from 'axios';
import MockAdapter from 'axios-mock-adapter';
import { expect, test, vi } from 'vitest';

function world(refresh) {
  const api = axios.create({ baseURL: 'https://api.test' });
  new MockAdapter(api, { delayResponse: 50 })
    .onAny('/orders')
    .reply(({ headers, data }) =>
      headers.get('Authorization') === 'Bearer second' ? [200, data ?? 'none'] : [401, {}],
    );
  attach(api, createSession({ tokens: { accessToken: 'first', refreshToken: 'again' }, refresh }));
  return api;
}

test('a storm meets one refresh under fake timers', async () => {
  vi.useFakeTimers();
  const refresh = vi.fn(async () => 'second');
  const api = world(refresh);
  const pending = Promise.all(
    Array.from({ length: 100 }, (_, id) => (id % 2 ? api.post('/orders', `order ${id}`) : api.get('/orders'))),
  );
  await vi.advanceTimersByTimeAsync(1000);
  expect((await pending).map(({ data }) => data)).toEqual(
    Array.from({ length: 100 }, (_, id) => (id % 2 ? `order ${id}` : 'none')),
  );
  expect(refresh).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});

test('a failing refresh surfaces as the 401 that it was', async () => {
  const api = world(() => Promise.reject(Object.assign(new Error('refused'), { error: 'invalid_grant' })));
  await expect(api.get('/orders')).rejects.toMatchObject({ response: { status: 401 } });
});
