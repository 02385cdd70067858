import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { attach, createSession } from '@freshkey/axios';
import { parseChallenges } from '@freshkey/challenge';
import { memoryStore } from '@freshkey/core';
import { diagnose } from '@freshkey/diagnose';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import axios from 'axios';
import ky from 'ky';

const { SERVER_URL: url, TOKENS } = process.env;

const session = createSession({
  tokens: JSON.parse(TOKENS),
  store: memoryStore(),
  diagnose,
  refresh: ({ tokens, signal }) =>
    fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken, client_id: 'app' }),
      signal,
    }),
});
const api = axios.create({ baseURL: url });
attach(api, session);
const kyApi = extend(ky.create({ prefix: url }), session);
const fetchApi = createFetch(session, { baseUrl: url });

// Three clients, one session, one refresh.
const ids = Array.from({ length: 20 }, (_, index) => index);
const answers = await Promise.all(
  ids.map((id) => {
    if (id % 3 === 0) return api.get('/api/storm', { params: { id } }).then(({ data }) => data);
    if (id % 3 === 1) return kyApi.get('api/storm', { searchParams: { id } }).json();
    return fetchApi(`${url}/api/storm?id=${id}`).then((response) => response.json());
  }),
);
assert.deepEqual(
  answers.map(({ id }) => Number(id)),
  ids,
);

assert.equal(parseChallenges('Bearer realm="api"').challenges[0]?.scheme.toLowerCase(), 'bearer');
for (const name of [
  '@freshkey/core/adapter',
  '@freshkey/core/pool',
  '@freshkey/core/redirects',
  '@freshkey/core/tabs',
  '@freshkey/env',
  '@freshkey/postgres',
  '@freshkey/redis',
  '@freshkey/testing',
  '@freshkey/testing/server',
]) {
  assert.equal(typeof (await import(name)), 'object', name);
}
assert.match(execFileSync('npx', ['why401', '--help'], { encoding: 'utf8' }), /why401/);
console.log(`${answers.length} answered`);
