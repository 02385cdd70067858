import { bearer, exchangeOf, type Fixtures, keyText, serverNowMs } from '../../fixtures/fixture.ts';

const good = keyText(40);
const opaque = bearer(good);
const hollow = bearer('undefined');
const from = (variable: string) => ({ authorization: { variable, from: 'environment' as const } });
const variable = (value: string | undefined, rest: object = {}) => ({
  name: 'API_TOKEN',
  ...(value !== undefined && { value }),
  ...rest,
});
const _github = (until: string) =>
  exchangeOf({
    url: 'https://api.github.com/user',
    headers: opaque,
    answer: { headers: { 'github-authentication-token-expiration': until }, body: { message: 'Bad credentials' } },
  });

export const unsetFixtures: Fixtures = {
  'variable-not-set': {
    finds: [
      {
        name: 'a variable that the process does not have',
        exchange: exchangeOf({
          headers: hollow,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(undefined)] },
        }),
        tells: /API_TOKEN is not set/,
      },
      {
        name: 'a variable of which only the name is known',
        exchange: exchangeOf({ headers: bearer(''), sources: from('API_TOKEN') }),
        tells: /holds no credential/,
      },
      {
        name: 'no header at all where the code reads a variable',
        exchange: exchangeOf({ environment: { referenced: ['API_TOKEN'], variables: [] } }),
        tells: /API_TOKEN/,
      },
    ],
    misses: [
      {
        name: 'a variable that is set',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { variables: [variable(good)] },
        }),
      },
      { name: 'a missing value that came from nowhere known', exchange: exchangeOf({ headers: hollow }) },
    ],
  },
  'variable-not-in-bundle': {
    finds: [
      {
        name: 'a variable without VITE_ in a browser',
        exchange: exchangeOf({
          headers: hollow,
          runtime: 'browser',
          sources: from('API_TOKEN'),
          environment: { bundler: 'vite' },
        }),
        tells: /VITE_/,
      },
    ],
    misses: [
      {
        name: 'the same on a server',
        exchange: exchangeOf({
          headers: hollow,
          runtime: 'server',
          sources: from('API_TOKEN'),
          environment: { bundler: 'vite' },
        }),
      },
      {
        name: 'a variable with its prefix',
        exchange: exchangeOf({
          headers: hollow,
          runtime: 'browser',
          sources: from('VITE_API_TOKEN'),
          environment: { bundler: 'vite' },
        }),
      },
    ],
  },
  'secret-in-public-variable': {
    finds: [
      { name: 'a telling name', exchange: exchangeOf({ headers: opaque, sources: from('NEXT_PUBLIC_API_SECRET') }) },
      {
        name: 'a secret key',
        exchange: exchangeOf({ headers: bearer(['sk', 'test', keyText(40)].join('_')), sources: from('VITE_STRIPE') }),
        tells: /Stripe secret key/,
      },
    ],
    misses: [
      {
        name: 'a publishable key in a public variable',
        exchange: exchangeOf({ headers: bearer(['pk', 'test', keyText(40)].join('_')), sources: from('VITE_STRIPE') }),
      },
    ],
  },
  'environment-newer-than-process': {
    finds: [
      {
        name: 'a file that was changed after the start',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { envFileModifiedAtMs: serverNowMs - 1_000, processStartedAtMs: serverNowMs - 60_000 },
        }),
        tells: /Restart/,
      },
    ],
    misses: [
      {
        name: 'a file that was changed before the start',
        exchange: exchangeOf({
          headers: opaque,
          sources: from('API_TOKEN'),
          environment: { envFileModifiedAtMs: serverNowMs - 90_000, processStartedAtMs: serverNowMs - 60_000 },
        }),
      },
    ],
  },
  'fork-gets-no-secrets': {
    finds: [
      {
        name: 'a pull request of a fork',
        exchange: exchangeOf({
          headers: bearer(''),
          environment: { ci: { provider: 'github-actions', event: 'pull_request', fromFork: true } },
        }),
        tells: /fork/,
      },
    ],
    misses: [
      {
        name: 'a pull request of a fork with its token',
        exchange: exchangeOf({ headers: opaque, environment: { ci: { event: 'pull_request', fromFork: true } } }),
      },
      { name: 'a push', exchange: exchangeOf({ headers: bearer(''), environment: { ci: { event: 'push' } } }) },
    ],
  },
};
