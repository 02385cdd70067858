import { createSession, type Session, type SessionOptions } from '@freshkey/core';
import { createTestServer, type TestServer } from '@freshkey/testing/server';
import axios from 'axios';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attach } from './attach.ts';

let server: TestServer;
let session: Session;

beforeEach(async () => {
  server = await createTestServer();
  const options = { tokens: server.tokens.issue(), refresh: server.refresh, log: false };
  session = createSession(options as SessionOptions);
});
afterEach(async () => {
  session.dispose();
  await server.close();
});

function client() {
  const api = axios.create({ baseURL: server.url });
  attach(api, session);
  return api;
}

const sent = () => server.journal.entries.filter(({ kind }) => kind === 'api');

test('a JSON body is no string in a string when it is sent again: https://github.com/axios/axios/issues/875 (held at first try)', async () => {
  server.tokens.expireAll();
  const { data, config } = await client().post('/api/echo', { user: 'ada', list: [1, { deep: true }] });
  expect(sent().map(({ status }) => status)).toEqual([401, 200]);
  expect(JSON.parse(data.body.text)).toEqual({ user: 'ada', list: [1, { deep: true }] });
  expect(config.headers['Content-Type']).toBe('application/json');
});

test('three instances that meet the end of one token spend its refresh token once: https://github.com/Flyrell/axios-auth-refresh/issues/210 (held at first try)', async () => {
  const instances = [client(), client(), client()];
  for (let expiry = 1; expiry <= 2; expiry++) {
    server.tokens.expireAll();
    const answers = await Promise.all(instances.flatMap((api) => [api.get('/api/a'), api.get('/api/b')]));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    server.journal.expectRefreshes(expiry);
  }
  server.journal.expectNoReuse();
});

test('requests that were refused are not sent again after a refresh that was refused: https://github.com/Flyrell/axios-auth-refresh/issues/128 (held at first try)', async () => {
  const api = client();
  server.tokens.expireAll();
  server.faults.always('token', { status: 400, body: { error: 'invalid_grant' } });
  const refused = await Promise.allSettled([api.get('/api/a'), api.get('/api/b'), api.get('/api/c')]);
  expect(refused.map((one) => one.status === 'rejected' && one.reason.response.status)).toEqual([401, 401, 401]);
  expect(sent()).toHaveLength(3);
  expect(session.status).toBe('ended');
});

test('promises beside each other are all sent again, whichever of them was refused last: https://github.com/Flyrell/axios-auth-refresh/issues/56 (held at first try)', async () => {
  const api = client();
  server.tokens.expireAll();
  const late = server.faults.hold('/api/late', 'after');
  const refreshed = new Promise((resolve) => session.on('refreshed', resolve));
  const both = Promise.all([api.get('/api/prompt'), api.get('/api/late')]);
  await Promise.all([late.arrived(), refreshed]);
  late.open();
  expect((await both).map(({ status }) => status)).toEqual([200, 200]);
  server.journal.expectRefreshes(1);
});
