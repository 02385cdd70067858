/** A test as applications write it: CommonJS, the default set-up, a mocked transport and fake timers. */
const axios = require('axios');
const MockAdapter = require('axios-mock-adapter');
const { attach, createSession } = require('@freshkey/axios');
const { createFetch } = require('@freshkey/fetch');

const url = 'https://api.test';
const timers = typeof jest === 'undefined' ? undefined : jest;
const equal = (came, wanted) => {
  if (JSON.stringify(came) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(came)} came`);
};

function world(refresh) {
  const api = axios.create({ baseURL: url });
  const mock = new MockAdapter(api, { delayResponse: timers ? 50 : 0 });
  mock
    .onAny('/orders')
    .reply(({ headers, data }) =>
      headers.get('Authorization') === 'Bearer second'
        ? [200, data ?? 'none']
        : [401, {}, { 'www-authenticate': 'Bearer error="invalid_token"' }],
    );
  attach(api, createSession({ tokens: { accessToken: 'first', refreshToken: 'again' }, refresh }));
  return api;
}

/** Lets faked time pass until a promise has settled. */
async function passed(promise) {
  let isSettled = false;
  const settle = () => (isSettled = true);
  promise.then(settle, settle);
  for (let step = 0; timers && !isSettled && step < 1000; step++) await timers.advanceTimersByTimeAsync(50);
  return promise;
}

test('a storm meets one refresh', async () => {
  timers?.useFakeTimers();
  let refreshes = 0;
  const api = world(async () => {
    refreshes++;
    return 'second';
  });
  const answers = await passed(
    Promise.all(
      Array.from({ length: 100 }, (_, id) => (id % 2 ? api.post('/orders', `order ${id}`) : api.get('/orders'))),
    ),
  );
  equal(
    answers.map(({ data }) => data),
    Array.from({ length: 100 }, (_, id) => (id % 2 ? `order ${id}` : 'none')),
  );
  equal(refreshes, 1);
  timers?.useRealTimers();
});

test('a failing refresh surfaces as the 401 that it was, an AxiosError', async () => {
  timers?.useFakeTimers();
  const api = world(() => Promise.reject(Object.assign(new Error('refused'), { error: 'invalid_grant' })));
  const error = await passed(
    api.get('/orders').then(
      () => undefined,
      (reason) => reason,
    ),
  );
  equal([error instanceof axios.AxiosError, error.response.status], [true, 401]);
  timers?.useRealTimers();
});

test('the fetch adapter loads, too', () => {
  equal(typeof createFetch, 'function');
});
