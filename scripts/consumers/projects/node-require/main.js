const assert = require('node:assert/strict');
const axios = require('axios');
const { attach, createSession } = require('@freshkey/axios');
const { createFetch } = require('@freshkey/fetch');
const core = require('@freshkey/core');
const { oauth, OAuthError } = require('@freshkey/oauth');

const { SERVER_URL: url, TOKENS } = process.env;

for (const name of [
  'challenge',
  'core/adapter',
  'core/redirects',
  'core/tabs',
  'core/shared',
  'core/pool',
  'diagnose',
  'env',
  'ky',
  'oauth/loopback',
  'postgres',
  'redis',
]) {
  assert.equal(typeof require(`@freshkey/${name}`), 'object', name);
}

const client = { server: { token_endpoint: `${url}/oauth/token` }, clientId: 'app', allowHttp: true };
const session = createSession({ ...oauth(client).options, tokens: JSON.parse(TOKENS) });
const api = axios.create({ baseURL: url });
attach(api, session);

/** The error of a request that must fail. */
const errorOf = (request) =>
  request.then(
    () => assert.fail('answered'),
    (error) => error,
  );

async function main() {
  const answers = await Promise.all(Array.from({ length: 10 }, (_, id) => api.get('/api/storm', { params: { id } })));
  assert.ok(answers.every(({ headers }) => headers instanceof axios.AxiosHeaders));

  // One copy of axios: what its classes say of errors holds while a session is attached, too.
  const missing = await errorOf(api.get('/nowhere'));
  assert.ok(missing instanceof axios.AxiosError, 'a refusal is an AxiosError');
  const refused = await errorOf(api.get('/api/always-401', { freshkey: { refresh: false } }));
  assert.ok(refused instanceof axios.AxiosError, 'a 401 is an AxiosError');
  assert.ok(refused.cause instanceof core.FreshkeyError, 'its cause is an error of the core that this program has');
  const leaving = new AbortController();
  const left = errorOf(api.get('/api/late?delayMs=5000', { signal: leaving.signal }));
  leaving.abort();
  assert.ok((await left) instanceof axios.CanceledError, 'an abort is a CanceledError');

  // One core in the process, whoever asks for it; and each build's adapter takes a session of the other's.
  assert.equal(core.FreshkeyError, (await import('@freshkey/core')).FreshkeyError);
  const modules = await import('@freshkey/axios');
  assert.notEqual(modules.attach, attach, 'the two builds are two');
  const esAxios = (await import('axios')).default;
  const esApi = esAxios.create({ baseURL: url });
  modules.attach(esApi, session);
  const fetchApi = createFetch(modules.createSession({ tokens: await session.getAccessToken() }), { baseUrl: url });
  const more = await Promise.all([
    ...Array.from({ length: 5 }, (_, id) => esApi.get('/api/storm', { params: { id: id + 10 } })),
    ...Array.from({ length: 5 }, (_, id) => fetchApi(`${url}/api/storm?id=${id + 15}`)),
  ]);
  assert.deepEqual(
    more.map(({ status }) => status),
    Array(10).fill(200),
  );

  // The CommonJS build of core itself, as Jest loads it: another copy, and its session works here.
  const other = require(require.resolve('@freshkey/core/package.json').replace('package.json', 'dist/index.cjs'));
  assert.notEqual(other.createSession, core.createSession);
  const foreign = axios.create({ baseURL: url });
  attach(foreign, other.createSession({ tokens: await session.getAccessToken() }));
  assert.equal((await foreign.get('/api/echo')).status, 200);
  const turnedAway = await errorOf(foreign.get('/api/always-401'));
  assert.ok(turnedAway instanceof axios.AxiosError);
  assert.ok(core.isFreshkeyError(turnedAway.cause), 'an error of another copy is known for one');

  // The CommonJS build of oauth, which brings oauth4webapi along, since that is an ES module alone.
  const built = require(require.resolve('@freshkey/oauth/package.json').replace('package.json', 'dist/index.cjs'));
  assert.notEqual(built.oauth, oauth);
  const elsewhere = { ...client, server: { token_endpoint: `${url}/nowhere` } };
  const stranger = createSession({
    ...built.oauth(elsewhere).options,
    tokens: { accessToken: 'a', refreshToken: 'r' },
  });
  const unknown = await errorOf(stranger.refresh());
  assert.ok(unknown.cause instanceof built.OAuthError && !(unknown.cause instanceof OAuthError));
  assert.equal(unknown.cause.status, 404);
  assert.ok(core.isFreshkeyError(unknown.cause));
  console.log('20 answered');
}

main();
