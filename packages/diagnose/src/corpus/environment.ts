import {
  answer,
  browser,
  type CorpusCase,
  clients,
  explained,
  get,
  post,
  postForm,
  serverNowMs,
  unanswered,
} from './case.ts';
import { auth0Token, basic, chars, checksummed, entraTenant, hex, key, keycloakToken } from './tokens.ts';

const unauthorized = { message: 'Unauthorized' };
const invalidToken = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
const live = key(['sk', '_live_'], 48);

/** Variables, files and configuration: family G. */
export const environment: readonly CorpusCase[] = [
  explained(
    'the variable that the code reads is not set',
    ['G01', 'C01'],
    get('https://api.acme.example/orders', { ...clients.node, authorization: 'Bearer undefined' }),
    answer(401, invalidToken, unauthorized),
    {
      sources: { authorization: { variable: 'ACME_TOKEN', from: 'environment' } },
      environment: { variables: [{ name: 'ACME_TOKEN', source: 'shell' }], referenced: ['ACME_TOKEN'] },
    },
  ),
  explained(
    'Vite keeps a variable without its prefix from the browser',
    ['G02', 'C01'],
    get('https://api.acme.example/orders', { ...browser('http://localhost:5173'), Authorization: 'Bearer undefined' }),
    answer(401, { ...invalidToken, 'Access-Control-Allow-Origin': '*' }, unauthorized),
    {
      runtime: 'browser',
      sources: { authorization: { variable: 'API_TOKEN', from: 'environment' } },
      environment: { bundler: 'vite', referenced: ['API_TOKEN'] },
    },
  ),
  explained(
    'the .env file is newer than the dev server',
    'G04',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${key(['acme', '_'], 40)}` }),
    answer(401, invalidToken, unauthorized),
    {
      sources: { authorization: { variable: 'ACME_TOKEN', file: '.env', from: 'environment' } },
      environment: { envFileModifiedAtMs: serverNowMs - 120_000, processStartedAtMs: serverNowMs - 7_200_000 },
    },
  ),
  explained(
    'a # in the secret ended the value',
    'G05',
    get('https://api.acme.example/orders', { ...clients.node, 'x-api-key': 'p4ss-word-till-here' }),
    answer(401, {}, { error: 'invalid key' }),
    {
      sources: { 'x-api-key': { variable: 'ACME_KEY', file: '.env', line: 3, from: 'environment' } },
      environment: {
        variables: [
          {
            name: 'ACME_KEY',
            value: 'p4ss-word-till-here',
            rawLine: 'ACME_KEY=p4ss-word-till-here#and-then-some',
            source: '.env',
          },
        ],
      },
    },
  ),
  explained(
    'the shell took a part of the secret for a variable',
    'G06',
    get('https://api.acme.example/orders', { ...clients.curl, 'X-Api-Key': 'abcDEF123456' }),
    answer(401, {}, { error: 'invalid key' }),
    {
      sources: { 'X-Api-Key': { variable: 'ACME_KEY', file: '.env', line: 1, from: 'environment' } },
      environment: {
        variables: [{ name: 'ACME_KEY', value: 'abcDEF123456', rawLine: 'ACME_KEY=abcDEF$tail123456', source: '.env' }],
      },
    },
  ),
  explained(
    'docker run --env-file kept the quotes',
    ['G07', 'C07'],
    get('https://gitlab.example.com/api/v4/user', { ...clients.go, 'PRIVATE-TOKEN': `"${key(['glpat', '-'], 20)}"` }),
    answer(401, { Server: 'nginx' }, { message: '401 Unauthorized' }),
    {
      sources: { 'PRIVATE-TOKEN': { variable: 'GITLAB_TOKEN', file: 'prod.env', from: 'environment' } },
      environment: { variables: [{ name: 'GITLAB_TOKEN', value: `"${key(['glpat', '-'], 20)}"`, source: 'docker' }] },
    },
  ),
  explained(
    'the shell and the file disagree about the token',
    'G09',
    get('https://api.acme.example/orders', { ...clients.node, authorization: `Bearer ${key(['acme', '_old_'], 40)}` }),
    answer(401, invalidToken, unauthorized),
    {
      sources: { authorization: { variable: 'ACME_TOKEN', from: 'environment' } },
      environment: {
        variables: [
          { name: 'ACME_TOKEN', value: key(['acme', '_old_'], 40), source: 'shell' },
          { name: 'ACME_TOKEN', value: key(['acme', '_new_'], 40), source: '.env' },
        ],
      },
    },
  ),
  explained(
    'the sandbox credentials of PayPal went to the live host',
    ['G10', 'J24'],
    postForm(
      'https://api-m.paypal.com/v1/oauth2/token',
      { ...clients.node, authorization: basic(`A${chars('pp-id', 79)}`, `E${chars('pp-secret', 79)}`) },
      { grant_type: 'client_credentials' },
    ),
    answer(
      401,
      { 'Paypal-Debug-Id': 'f1b2' },
      { error: 'invalid_client', error_description: 'Client Authentication failed' },
    ),
    { sources: { authorization: { variable: 'PAYPAL_SANDBOX_SECRET', from: 'environment' } } },
  ),
  explained(
    'Stripe finds the customer only in test mode',
    ['G10', 'J03'],
    get('https://api.stripe.com/v1/customers/cus_NffrFeUfNV2Hib', { ...clients.node, authorization: `Bearer ${live}` }),
    answer(
      404,
      { 'Stripe-Version': '2025-03-31.basil' },
      {
        error: {
          code: 'resource_missing',
          message:
            "No such customer: 'cus_NffrFeUfNV2Hib'; a similar object exists in test mode, but a live mode key was used to make this request.",
          param: 'id',
          type: 'invalid_request_error',
        },
      },
    ),
  ),
  explained(
    'a Datadog key of the EU site is used at the US host',
    'G11',
    get('https://api.datadoghq.com/api/v1/validate', { ...clients.python, 'DD-API-KEY': hex('dd', 32) }),
    answer(403, { server: 'nginx' }, { errors: ['Forbidden'] }),
    {
      environment: {
        variables: [{ name: 'DD_SITE', value: 'datadoghq.eu', source: 'shell' }],
        referenced: ['DD_SITE', 'DD_API_KEY'],
      },
    },
  ),
  explained(
    'the issuer is the European tenant and the API the American one',
    'G11',
    get('https://acme.us.auth0.com/api/v2/clients', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token({ iss: 'https://acme.eu.auth0.com/', aud: 'https://acme.eu.auth0.com/api/v2/' })}`,
    }),
    answer(
      401,
      { server: 'cloudflare' },
      { statusCode: 401, error: 'Unauthorized', message: 'Invalid token', attributes: { error: 'Invalid token' } },
    ),
  ),
  explained(
    'GitHub names the day on which the token expired',
    'G12',
    get('https://api.github.com/user', {
      ...clients.node,
      authorization: `Bearer ${checksummed(['ghp', '_'].join(''))}`,
    }),
    answer(
      401,
      { server: 'github.com', 'github-authentication-token-expiration': '2026-03-08 10:00:00 UTC' },
      { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    ),
  ),
  explained(
    'the client’s secret of Entra has run out',
    ['G12', 'J06', 'E13'],
    postForm(`https://login.microsoftonline.com/${entraTenant}/oauth2/v2.0/token`, clients.axios, {
      grant_type: 'client_credentials',
      client_id: '3b8f1c1e',
      client_secret: `Q~8Q~${chars('entra', 35)}`,
      scope: 'api://orders/.default',
    }),
    answer(
      401,
      {},
      {
        error: 'invalid_client',
        error_description: "AADSTS7000222: The provided client secret keys for app '3b8f1c1e' are expired.",
        error_codes: [7000222],
      },
    ),
  ),
  explained(
    'a pull request from a fork gets no secrets',
    ['G13', 'C02'],
    get('https://api.netlify.com/api/v1/sites', { ...clients.node, authorization: 'Bearer ' }),
    answer(401, { server: 'Netlify' }, { code: 401, message: 'Access Denied' }),
    {
      sources: { authorization: { variable: 'NETLIFY_AUTH_TOKEN', from: 'environment' } },
      environment: {
        ci: { provider: 'github-actions', event: 'pull_request', fromFork: true },
        variables: [{ name: 'NETLIFY_AUTH_TOKEN', value: '', source: 'ci' }],
      },
    },
  ),
  explained(
    '.netrc put its own password over the bearer token',
    ['G14', 'H04', 'C05'],
    get('https://api.acme.example/orders', { ...clients.python, Authorization: basic('ada', 'correct-horse') }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
    {
      client: 'python-requests/2.32.3',
      sources: { authorization: { file: '~/.netrc', from: 'netrc' } },
      environment: { netrcHosts: ['api.acme.example'] },
    },
  ),
  unanswered(
    'fetch takes no password in the URL',
    'G15',
    get('https://deploy:correct-horse@git.example.com/api/v1/user', clients.node),
    new TypeError(
      'Request cannot be constructed from a URL that includes credentials: https://…@git.example.com/api/v1/user',
    ),
    { client: 'fetch' },
  ),
  explained(
    'npm has a token for another registry',
    ['G16', 'J29'],
    get('https://npm.pkg.example.com/@acme%2fui', {
      'user-agent': 'npm/11.19.1 node/v24.21.0 linux x64 workspaces/false',
      'npm-command': 'install',
    }),
    answer(
      401,
      { 'WWW-Authenticate': 'Basic realm="packages"' },
      { error: 'Unable to authenticate, need: Basic realm="packages"' },
    ),
    { environment: { registryKeys: ['//registry.npmjs.com/:_authToken'] } },
  ),
  explained(
    'the file with the token was saved on Windows',
    ['G17', 'C08', 'C09'],
    get('https://api.acme.example/orders', { ...clients.curl, Authorization: `Bearer ${keycloakToken()}\r` }),
    answer(400, { Server: 'nginx' }, '<html><head><title>400 Bad Request</title></head></html>'),
    { sources: { authorization: { variable: 'TOKEN', file: 'token.txt', from: 'file' } } },
  ),
  explained(
    'a private key with literal \\n went into the assertion',
    'G08',
    post(
      'https://oauth2.googleapis.com/token',
      clients.node,
      'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=x.y.z',
    ),
    answer(400, {}, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }),
    {
      environment: {
        variables: [
          {
            name: 'GOOGLE_PRIVATE_KEY',
            value: ['-----BEGIN', 'PRIVATE KEY-----\\nMIIEvQ\\n-----END', 'PRIVATE KEY-----\\n'].join(' '),
            source: '.env',
          },
        ],
        referenced: ['GOOGLE_PRIVATE_KEY'],
      },
    },
  ),
];
