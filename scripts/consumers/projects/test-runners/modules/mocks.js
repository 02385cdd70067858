/** A storm and a failing refresh through each library that stands in for the network: `node mocks.js <name>`. */
import assert from 'node:assert/strict';
import { attach, createSession as createAxiosSession } from '@freshkey/axios';
import { createFetch, createSession } from '@freshkey/fetch';
import axios from 'axios';

const url = 'https://api.test';
const tokens = { accessToken: 'first', refreshToken: 'again' };
const isGood = (header) => header === 'Bearer second';

/** What each library makes of: `/orders` answers what it was sent, to a good token. */
const libraries = {
  async msw() {
    const [{ http, HttpResponse }, { setupServer }] = [await import('msw'), await import('msw/node')];
    const server = setupServer(
      http.all(`${url}/orders`, async ({ request }) =>
        isGood(request.headers.get('authorization'))
          ? HttpResponse.text((await request.text()) || 'none')
          : HttpResponse.text('', { status: 401 }),
      ),
    );
    server.listen({ onUnhandledRequest: 'error' });
    return { clients: ['fetch', 'axios, http', 'axios, fetch'], end: () => server.close() };
  },
  async nock() {
    const { default: nock } = await import('nock');
    nock.disableNetConnect();
    for (const method of ['get', 'post']) {
      nock(url)
        .persist()
        [method]('/orders')
        .reply(function answer(_path, body) {
          const { authorization } = this.req.headers;
          return isGood(String(authorization)) ? [200, body || 'none'] : [401, ''];
        });
    }
    return { clients: ['fetch', 'axios, http', 'axios, fetch'], end: () => nock.restore() };
  },
  async 'fetch-mock'() {
    const { default: fetchMock } = await import('fetch-mock');
    fetchMock.mockGlobal().route(`${url}/orders`, async ({ options, request }) => {
      const headers = new Headers(request?.headers ?? options.headers);
      if (!isGood(headers.get('authorization'))) return { status: 401, body: '' };
      const body = request ? await request.text() : options.body;
      return {
        status: 200,
        body: (typeof body === 'string' ? body : body && (await new Response(body).text())) || 'none',
      };
    });
    return { clients: ['fetch', 'axios, fetch'], end: () => fetchMock.unmockGlobal() };
  },
  async undici() {
    const { MockAgent, setGlobalDispatcher, fetch } = await import('undici');
    const agent = new MockAgent();
    agent.disableNetConnect();
    setGlobalDispatcher(agent);
    for (const method of ['GET', 'POST']) {
      agent
        .get(url)
        .intercept({ path: '/orders', method })
        .reply(({ headers, body }) => {
          const given = new Headers(headers);
          if (!isGood(given.get('authorization'))) return { statusCode: 401, data: '' };
          return { statusCode: 200, data: typeof body === 'string' ? body : 'sent' };
        })
        .persist();
    }
    return { clients: ['fetch'], fetch, hidesBodies: true, end: () => agent.close() };
  },
};

const [name] = process.argv.slice(2);
const { clients, end, fetch: own, hidesBodies = false } = await libraries[name]();

function connect(client, refresh) {
  if (client === 'fetch') {
    const api = createFetch(createSession({ tokens, refresh }), { baseUrl: url, ...(own && { fetch: own }) });
    return async (method, body) => {
      const response = await api(`${url}/orders`, { method, body });
      return { status: response.status, data: await response.text() };
    };
  }
  const api = axios.create({ baseURL: url, adapter: client.slice('axios, '.length), validateStatus: () => true });
  attach(api, createAxiosSession({ tokens, refresh }));
  return (method, data) => api.request({ url: '/orders', method, data });
}

for (const client of clients) {
  let refreshes = 0;
  const send = connect(client, async () => {
    refreshes++;
    return 'second';
  });
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, id) => (id % 2 ? send('POST', `order ${id}`) : send('GET'))),
  );
  assert.ok(answers.every(({ status }) => status === 200));
  if (!hidesBodies)
    assert.deepEqual(
      answers.map(({ data }) => data),
      Array.from({ length: 100 }, (_, id) => (id % 2 ? `order ${id}` : 'none')),
    );
  assert.equal(refreshes, 1);
  const failing = connect(client, () =>
    Promise.reject(Object.assign(new Error('refused'), { error: 'invalid_grant' })),
  );
  assert.equal((await failing('GET')).status, 401);
}
await end();
console.log(clients.join(' · '));
