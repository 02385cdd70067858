/**
 * The storm: a hundred requests, half of them POST, meet one expiry; with a bearer token, and with a key in a header; and
 * a redirect to another origin, which must not see the key. Platforms differ in what carries it, not in this file.
 */
import { apiKey, createSession } from '@freshkey/core';

/** Each scheme as it travels: what sends it, and the world that it goes to. */
const schemes = { bearer: () => undefined, key: () => apiKey({ header: 'X-Api-Key' }) };

/**
 * @param connect `(session, baseUrl) => (method, path, body) => Promise<{ status, data }>`, of one client.
 * @param place `{ url, elsewhere, tokens }`: the API, another origin, and tokens that have expired at the API.
 * @returns the statuses that came, for each scheme.
 */
export async function storm(connect, scheme, { url, elsewhere, tokens }) {
  const session = createSession({
    tokens,
    origins: [url],
    scheme: schemes[scheme](),
    refresh: ({ tokens: { refreshToken }, signal }) =>
      fetch(`${url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'app' }),
        signal,
      }),
  });
  const send = connect(session, url);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, id) =>
      id % 2 === 0 ? send('GET', `/api/echo?id=${id}`) : send('POST', `/api/echo?id=${id}`, `order ${id}`),
    ),
  );
  const wrong = answers.filter(
    ({ status, data }, id) => status !== 200 || (id % 2 === 1 && data.body.text !== `order ${id}`),
  );
  if (wrong.length > 0) throw new Error(`${wrong.length} of 100 were not answered as they should: ${wrong[0].status}`);
  const to = encodeURIComponent(`${elsewhere}/public/echo`);
  // Followed without the key, or refused: what counts is what arrives elsewhere, and its journal tells that.
  const followed = await send('GET', `/api/redirect?to=${to}`).then(
    ({ status }) => String(status),
    (error) => error.name,
  );
  session.dispose();
  return `100 answered, a redirect to another origin: ${followed}`;
}
