/** What an application does on React Native, through each client. */
import { apiKey, attach, createSession } from '@freshkey/axios';
import { createFetch } from '@freshkey/fetch';
import axios from 'axios';
import { storm } from './shared/storm.js';

const clients = {
  fetch: (session, baseUrl) => {
    const api = createFetch(session, { baseUrl });
    return async (method, path, body, signal) => {
      const response = await api(baseUrl + path, { method, body, signal });
      return { status: response.status, data: await response.json().catch(() => undefined) };
    };
  },
  'axios, xhr': overAxios('xhr'),
  'axios, fetch': overAxios('fetch'),
};

function overAxios(adapter) {
  return (session, baseURL) => {
    const api = axios.create({ baseURL, adapter, validateStatus: () => true });
    attach(api, session);
    return (method, url, data, signal) => api.request({ method, url, data, signal });
  };
}

const refreshAt =
  (url) =>
  ({ tokens: { refreshToken }, signal }) =>
    fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: 'app',
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      signal,
    });

const open = ({ url, tokens }, options) =>
  createSession({ tokens, origins: [url], refresh: refreshAt(url), log: false, ...options });

function assert(condition, what) {
  if (!condition) throw new Error(what);
}

/** A refresh that waits until it is let go. */
function held(refresh) {
  let letGo;
  const gate = new Promise((resolve) => {
    letGo = resolve;
  });
  return { letGo, refresh: (context) => gate.then(() => refresh(context)) };
}

const until = async (condition) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const failure = (promise) =>
  promise.then(
    (value) => {
      throw new Error(`It resolved with ${JSON.stringify(value)}`);
    },
    (error) => error,
  );

export const cases = {
  storm: (client, place) => storm(clients[client], 'bearer', place),

  async 'a key'(client, place) {
    const asked = () => clients[client](open(place, { scheme: apiKey({ header: 'X-Api-Key' }) }), place.url);
    let said;
    try {
      asked();
    } catch (error) {
      said = error.message;
    }
    assert(/followRedirects: true/.test(said), `Attaching said: ${said}`);
    const session = open(place, { scheme: apiKey({ header: 'X-Api-Key', followRedirects: true }) });
    const { status } = await clients[client](session, place.url)('GET', '/api/echo?id=0');
    assert(status === 200, `The key was answered with ${status}.`);
    session.dispose();
  },

  async upload(client, place) {
    const session = open(place);
    const form = new FormData();
    form.append('note', 'a form that nobody can read');
    const { status, data } = await clients[client](session, place.url)('POST', '/api/echo?id=0', form);
    assert(status === 200, `The upload was answered with ${status}.`);
    assert(JSON.stringify(data.body).includes('a form that nobody can read'), `It arrived as ${JSON.stringify(data)}`);
    session.dispose();
  },

  async abort(client, place) {
    const { letGo, refresh } = held(refreshAt(place.url));
    const session = open(place, { refresh });
    const send = clients[client](session, place.url);
    const controller = new AbortController();
    const aborted = failure(send('GET', '/api/echo?id=aborted', undefined, controller.signal));
    const other = send('GET', '/api/echo?id=0');
    await until(() => session.getSnapshot().isRefreshing);
    controller.abort();
    const error = await aborted;
    assert(error instanceof Error, `An abort rejected with ${error}.`);
    assert(/AbortError|CanceledError/.test(error.name), `An abort rejected with a ${error.name}: ${error.message}`);
    letGo();
    assert((await other).status === 200, 'The other request was not answered.');
    session.dispose();
  },

  async 'sign-out while held'(client, place) {
    const { letGo, refresh } = held(refreshAt(place.url));
    const session = open(place, { refresh });
    const send = clients[client](session, place.url);
    const refused = send('GET', '/api/echo?id=refused');
    await until(() => session.getSnapshot().isRefreshing);
    const waiting = failure(send('GET', '/api/echo?id=held'));
    await session.signOut();
    const error = await waiting;
    assert(
      error instanceof Error && error.cause?.code === 'signed-out',
      `It rejected with ${error}, ${error.cause?.code}.`,
    );
    assert((await refused).status === 401, 'The refused request got another answer than its own 401.');
    letGo();
    await session.settled();
    assert(session.status === 'signed-out', `The session is ${session.status}.`);
    session.dispose();
  },
};
