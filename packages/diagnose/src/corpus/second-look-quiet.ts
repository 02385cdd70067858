import {
  answer,
  browser,
  type CorpusCase,
  clients,
  explained,
  get,
  healthy,
  page,
  post,
  postForm,
  serverNowMs,
  unexplained,
} from './case.ts';
import { auth0Token, chars, digits, hex, keycloakToken } from './tokens.ts';

/** What has no cause or is no refusal, added after the rules. */
export const secondLookQuiet: readonly CorpusCase[] = [
  unexplained(
    'a JWT that looks well and is called invalid',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${keycloakToken()}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { error: 'invalid_token' }),
  ),
  explained(
    'a key that is called invalid by an API that nobody knows',
    'D22',
    get('https://api.weather.example/v1/now', { ...clients.node, 'x-api-key': hex('weather', 32) }),
    answer(401, {}, { error: 'Invalid API key' }),
  ),
  unexplained(
    'a subscription that has expired',
    get('https://api.news.example/v1/top', { ...clients.node, 'x-api-key': hex('news', 32) }),
    answer(403, {}, { error: 'Your subscription has expired. Please upgrade your plan.' }),
  ),
  unexplained(
    'a plan that does not hold this',
    get('https://api.news.example/v1/archive', { ...clients.node, authorization: `Bearer ${chars('news', 40)}` }),
    answer(403, {}, { error: 'Not available on your plan.' }),
  ),
  explained(
    'somebody else’s invoice',
    'E02',
    get('https://api.acme.example/invoices/7', { ...clients.axios, Authorization: `Bearer ${auth0Token()}` }),
    answer(403, {}, { title: 'Forbidden', status: 403, detail: 'Invoice 7 belongs to another customer.' }),
  ),
  unexplained(
    'a login with a locked-in typo',
    postForm(
      'https://app.acme.example/login',
      { ...browser('https://app.acme.example', 'same-origin') },
      { username: 'ada', password: 'wrong-horse' },
    ),
    answer(401, { 'Content-Type': 'text/html' }, page('Sign in', '<p>Wrong user name or password.</p>')),
  ),
  healthy(
    'a token endpoint that wants another grant',
    postForm('https://as.example.com/token', clients.node, {
      grant_type: 'password',
      username: 'ada',
      password: 'correct-horse',
    }),
    answer(400, {}, { error: 'unsupported_grant_type' }),
  ),
  healthy(
    'an article on JWTs that does not exist',
    get('https://api.blog.example/articles/jwt-expired', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(404, {}, { message: 'No article “jwt expired”' }),
  ),
  healthy(
    'a server that fails on a token',
    get('https://api.acme.example/search', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(500, {}, { message: "Cannot read properties of undefined (reading 'token')" }),
  ),
  healthy(
    'a redirect from http to https that the client followed without a credential',
    get('http://www.acme.example/robots.txt', clients.curl),
    { ...answer(200, { 'Content-Type': 'text/plain' }, 'User-agent: *\n'), url: 'https://www.acme.example/robots.txt' },
    {
      redirects: [
        { from: 'http://www.acme.example/robots.txt', to: 'https://www.acme.example/robots.txt', status: 301 },
      ],
    },
  ),
  healthy(
    'a payment that is required',
    get('https://api.news.example/v1/premium', { ...clients.node, authorization: `Bearer ${chars('news', 40)}` }),
    answer(402, {}, { error: 'payment_required' }),
  ),
  healthy(
    'a validation error of a password field',
    post('https://app.acme.example/api/users', clients.axios, { email: 'a@b.example', password: 'short' }),
    answer(
      422,
      {},
      {
        message: 'The password field must be at least 12 characters.',
        errors: { password: ['The password field must be at least 12 characters.'] },
      },
    ),
  ),
  healthy(
    'a form with a bad e-mail address',
    post(
      'https://app.acme.example/api/users',
      { ...clients.axios, Authorization: `Bearer ${auth0Token()}` },
      { email: 'x' },
    ),
    answer(400, {}, { error: 'ValidationError', message: 'email must be an email' }),
  ),
  healthy(
    'a Slack call that is too fast',
    post(
      'https://slack.com/api/chat.postMessage',
      { ...clients.node, authorization: `Bearer ${['xo', 'xb-'].join('')}${digits('s1', 12)}-${chars('s3', 24)}` },
      {},
    ),
    answer(429, { 'Retry-After': '10' }, { ok: false, error: 'ratelimited' }),
  ),
  healthy(
    'a page that was moved for good',
    get('https://www.acme.example/old', clients.curl),
    answer(301, { Location: 'https://www.acme.example/new' }),
  ),
  healthy(
    'a pre-signed URL',
    get(
      `https://acme-data.s3.amazonaws.com/a.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x&X-Amz-Date=20260310T092900Z&X-Amz-Expires=900&X-Amz-Signature=${hex('ps', 64)}`,
      clients.node,
    ),
    answer(200, { 'Content-Type': 'text/csv' }, 'a;b\n'),
  ),
  healthy(
    'a long poll that ends empty',
    get('https://api.acme.example/events', { ...clients.node, authorization: `Bearer ${auth0Token()}` }),
    answer(204, { Date: new Date(serverNowMs).toUTCString() }),
  ),
];
