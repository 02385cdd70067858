import { bearer, exchangeOf, type Fixtures, jwt, keyText, serverNowMs } from '../fixtures/fixture.ts';

const good = keyText(40);
const opaque = bearer(good);
const hollow = bearer('undefined');
const from = (variable: string) => ({ authorization: { variable, from: 'environment' as const } });
const variable = (value: string | undefined, rest: object = {}) => ({ name: 'API_TOKEN', ...(value !== undefined && { value }), ...rest });
const pem = (lineBreak: string) => ['-----BEGIN', 'PRIVATE', `KEY-----${lineBreak}MIIE${lineBreak}-----END`, 'PRIVATE', 'KEY-----'].join(' ');
const basic = { Authorization: `Basic ${btoa(`ada:${keyText(12)}`)}` };
const asksBearer = { headers: { 'WWW-Authenticate': 'Bearer' } };
const npm = { 'User-Agent': 'npm/11.0.0 node/v24.0.0' };
const github = (until: string) => exchangeOf({ url: 'https://api.github.com/user', headers: opaque, answer: { headers: { 'github-authentication-token-expiration': until }, body: { message: 'Bad credentials' } } });
const assertion = { method: 'POST', url: 'https://oauth2.example.com/token', body: `grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=${jwt()}`, answer: { status: 400, body: { error: 'invalid_grant' } } };
const stripeSays = (message: string, status = 404) => exchangeOf({ url: 'https://api.stripe.com/v1/customers/cus_1', headers: bearer(['sk', 'live', keyText(40)].join('_')), answer: { status, body: { error: { code: 'resource_missing', message } } } });

export const environmentFixtures: Fixtures = {
  'variable-not-set': {
    finds: [
      { name: 'a variable that the process does not have', exchange: exchangeOf({ headers: hollow, sources: from('API_TOKEN'), environment: { variables: [variable(undefined)] } }), tells: /API_TOKEN is not set/ },
      { name: 'a variable of which only the name is known', exchange: exchangeOf({ headers: bearer(''), sources: from('API_TOKEN') }), tells: /holds no credential/ },
      { name: 'no header at all where the code reads a variable', exchange: exchangeOf({ environment: { referenced: ['API_TOKEN'], variables: [] } }), tells: /API_TOKEN/ },
    ],
    misses: [
      { name: 'a variable that is set', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good)] } }) },
      { name: 'a missing value that came from nowhere known', exchange: exchangeOf({ headers: hollow }) },
    ],
  },
  'variable-not-in-bundle': {
    finds: [{ name: 'a variable without VITE_ in a browser', exchange: exchangeOf({ headers: hollow, runtime: 'browser', sources: from('API_TOKEN'), environment: { bundler: 'vite' } }), tells: /VITE_/ }],
    misses: [
      { name: 'the same on a server', exchange: exchangeOf({ headers: hollow, runtime: 'server', sources: from('API_TOKEN'), environment: { bundler: 'vite' } }) },
      { name: 'a variable with its prefix', exchange: exchangeOf({ headers: hollow, runtime: 'browser', sources: from('VITE_API_TOKEN'), environment: { bundler: 'vite' } }) },
    ],
  },
  'secret-in-public-variable': {
    finds: [
      { name: 'a telling name', exchange: exchangeOf({ headers: opaque, sources: from('NEXT_PUBLIC_API_SECRET') }) },
      { name: 'a secret key', exchange: exchangeOf({ headers: bearer(['sk', 'test', keyText(40)].join('_')), sources: from('VITE_STRIPE') }), tells: /Stripe secret key/ },
    ],
    misses: [{ name: 'a publishable key in a public variable', exchange: exchangeOf({ headers: bearer(['pk', 'test', keyText(40)].join('_')), sources: from('VITE_STRIPE') }) }],
  },
  'environment-newer-than-process': {
    finds: [{ name: 'a file that was changed after the start', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { envFileModifiedAtMs: serverNowMs - 1_000, processStartedAtMs: serverNowMs - 60_000 } }), tells: /Restart/ }],
    misses: [{ name: 'a file that was changed before the start', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { envFileModifiedAtMs: serverNowMs - 90_000, processStartedAtMs: serverNowMs - 60_000 } }) }],
  },
  'value-cut-at-hash': {
    finds: [{ name: 'a value with a # inside', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good, { rawLine: `API_TOKEN=${good}#${keyText(9)}` })] } }), tells: /40 of 50 characters/ }],
    misses: [
      { name: 'a comment behind the value', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good, { rawLine: `API_TOKEN=${good} # the old one` })] } }) },
      { name: 'a value in quotes', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good, { rawLine: `API_TOKEN="${good}#x"` })] } }) },
    ],
  },
  'dollar-was-expanded': {
    finds: [{ name: 'a value that lost what follows its $', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good, { rawLine: `API_TOKEN=${good.slice(0, 20)}$tail${good.slice(20)}` })] } }), tells: /Escape it/ }],
    misses: [{ name: 'a value that kept its $', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(`${good}$tail`, { rawLine: `API_TOKEN=${good}$tail` })] } }) }],
  },
  'quotes-kept-in-variable': {
    finds: [{ name: 'a value between quotes', exchange: exchangeOf({ headers: bearer(`"${good}"`), sources: from('API_TOKEN'), environment: { variables: [variable(`"${good}"`, { source: 'docker' })] } }), tells: /from “docker”/ }],
    misses: [{ name: 'a value whose line alone has quotes', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good, { rawLine: `API_TOKEN="${good}"` })] } }) }],
  },
  'pem-with-literal-newlines': {
    finds: [{ name: 'a key in one line', exchange: exchangeOf({ ...assertion, environment: { referenced: ['API_TOKEN'], variables: [variable(pem('\\n'))] } }), tells: /replace/ }],
    misses: [{ name: 'a key with line breaks', exchange: exchangeOf({ ...assertion, environment: { referenced: ['API_TOKEN'], variables: [variable(pem('\n'))] } }) }],
  },
  'sources-disagree': {
    finds: [{ name: 'a stale value of the shell', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good, { source: 'shell' }), variable(keyText(40, 9), { source: '.env' })] } }), tells: /“shell”.*“\.env”/ }],
    misses: [{ name: 'two sources that agree', exchange: exchangeOf({ headers: opaque, sources: from('API_TOKEN'), environment: { variables: [variable(good, { source: 'shell' }), variable(good, { source: '.env' })] } }) }],
  },
  'test-key-on-live-host': {
    finds: [
      { name: 'an object of test mode', exchange: stripeSays('No such customer; a similar object exists in test mode, but a live mode key was used.') },
      { name: 'a sandbox variable at the live host', exchange: exchangeOf({ method: 'POST', url: 'https://api-m.paypal.com/v1/oauth2/token', headers: basic, body: 'grant_type=client_credentials', sources: from('PAYPAL_SANDBOX_ID'), answer: { body: { error: 'invalid_client' } } }) },
    ],
    misses: [
      { name: 'an object that is nowhere', exchange: stripeSays('No such customer: cus_1') },
      { name: 'a sandbox variable at the sandbox', exchange: exchangeOf({ method: 'POST', url: 'https://api-m.sandbox.paypal.com/v1/oauth2/token', headers: basic, body: 'grant_type=client_credentials', sources: from('PAYPAL_SANDBOX_ID'), answer: { body: { error: 'invalid_client' } } }) },
    ],
  },
  'other-region-or-tenant': {
    finds: [
      { name: 'a token of the European tenant', exchange: exchangeOf({ url: 'https://acme.us.auth0.com/api/v2/users', headers: bearer(jwt({ iss: 'https://acme.eu.auth0.com/', aud: 'https://acme.us.auth0.com/api/v2/' })), answer: { body: { message: 'Invalid token' } } }), tells: /acme\.eu\.auth0\.com/ },
      { name: 'a site of Datadog in the environment', exchange: exchangeOf({ url: 'https://api.datadoghq.com/api/v1/validate', headers: { 'DD-API-KEY': good }, answer: { status: 403, body: { errors: ['Forbidden'] } }, environment: { variables: [{ name: 'DD_SITE', value: 'datadoghq.eu' }] } }) },
    ],
    misses: [
      { name: 'another tenant altogether', exchange: exchangeOf({ url: 'https://acme.us.auth0.com/api/v2/users', headers: bearer(jwt({ iss: 'https://umbrella.eu.auth0.com/' })) }) },
      { name: 'the same region', exchange: exchangeOf({ url: 'https://acme.us.auth0.com/api/v2/users', headers: bearer(jwt({ iss: 'https://acme.us.auth0.com/' })) }) },
    ],
  },
  'secret-has-run-out': {
    finds: [
      { name: 'a last day that has passed', exchange: github('2026-05-30 10:00:00 UTC'), tells: /2026-05-30T10:00:00Z/ },
      { name: 'a last day with an offset', exchange: github('2026-06-01 13:00:00 +0200'), tells: /2026-06-01T11:00:00Z/ },
      { name: 'Entra’s word for it', exchange: exchangeOf({ method: 'POST', url: 'https://login.microsoftonline.com/t/oauth2/v2.0/token', body: 'grant_type=client_credentials&client_secret=x', answer: { body: { error: 'invalid_client', error_description: 'AADSTS7000222: The provided client secret keys are expired.' } } }) },
    ],
    misses: [{ name: 'a last day to come', exchange: github('2026-06-30 10:00:00 UTC') }],
  },
  'fork-gets-no-secrets': {
    finds: [{ name: 'a pull request of a fork', exchange: exchangeOf({ headers: bearer(''), environment: { ci: { provider: 'github-actions', event: 'pull_request', fromFork: true } } }), tells: /fork/ }],
    misses: [
      { name: 'a pull request of a fork with its token', exchange: exchangeOf({ headers: opaque, environment: { ci: { event: 'pull_request', fromFork: true } } }) },
      { name: 'a push', exchange: exchangeOf({ headers: bearer(''), environment: { ci: { event: 'push' } } }) },
    ],
  },
  'netrc-overrides': {
    finds: [{ name: 'Basic from .netrc at a bearer API', exchange: exchangeOf({ headers: basic, answer: asksBearer, client: 'python-requests/2.32', sources: { authorization: { from: 'netrc' } } }), tells: /trust_env/ }],
    misses: [{ name: 'Basic of one’s own', exchange: exchangeOf({ headers: basic, answer: asksBearer, client: 'python-requests/2.32', environment: { netrcHosts: ['git.example.com'] } }) }],
  },
  'credentials-in-url': {
    finds: [
      { name: 'a URL that fetch refuses', exchange: exchangeOf({ url: `https://ada:${keyText(12)}@api.example.com/`, answer: null, error: new TypeError('Request cannot be constructed from a URL that includes credentials') }) },
      { name: 'a URL with a password at a bearer API', exchange: exchangeOf({ url: `https://ada:${keyText(12)}@api.example.com/`, headers: basic, answer: asksBearer }) },
    ],
    misses: [
      { name: 'a URL without', exchange: exchangeOf({ headers: basic, answer: asksBearer }) },
      { name: 'a host that does not answer', exchange: exchangeOf({ url: `https://ada:${keyText(12)}@api.example.com/`, answer: null, error: new Error('connect ECONNREFUSED') }) },
    ],
  },
  'registry-not-configured': {
    finds: [{ name: 'a registry for which .npmrc has nothing', exchange: exchangeOf({ url: 'https://npm.example.com/@acme%2fui', headers: npm, answer: { headers: { 'WWW-Authenticate': 'Basic' }, body: { error: 'Unable to authenticate, need: Basic' } }, environment: { registryKeys: ['//registry.npmjs.org/:_authToken'] } }), tells: /npm\.example\.com\/:_authToken/ }],
    misses: [{ name: 'a registry that has its token', exchange: exchangeOf({ url: 'https://npm.example.com/@acme%2fui', headers: npm, answer: { body: { error: 'Unable to authenticate, need: Basic' } }, environment: { registryKeys: ['//npm.example.com/:_authToken'] } }) }],
  },
  'file-saved-on-windows': {
    finds: [
      { name: 'a carriage return behind the token', exchange: exchangeOf({ headers: { Authorization: `Bearer ${good}\r` }, sources: { authorization: { file: 'token.txt' } } }), tells: /carriage return/ },
      { name: 'a file with a byte order mark', exchange: exchangeOf({ headers: opaque, environment: { fileEncoding: 'utf-8-bom' } }), as: 'finding' },
    ],
    misses: [{ name: 'a line feed behind the token', exchange: exchangeOf({ headers: { Authorization: `Bearer ${good}\n` }, sources: { authorization: { file: 'token.txt' } } }) }],
  },
};
