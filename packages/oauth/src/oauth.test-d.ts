import { createSession } from '@freshkey/core';
import { expectTypeOf, test } from 'vitest';
import { clientCredentials, type OAuthOptions, oauth } from './index.ts';

test('what oauth makes goes into createSession, with and without a grant', () => {
  const auth = oauth({ issuer: 'https://id.test', clientId: 'app' });
  createSession({ ...auth.options, origins: ['https://api.test'] });
  createSession({ ...oauth({ issuer: 'https://id.test', clientId: 'app', grant: clientCredentials() }).options });
  expectTypeOf(auth.options.refresh).toBeFunction();
  expectTypeOf(auth.options).not.toBeAny();
});

test('a name that does not exist, and a secret in place of an authentication, do not compile', () => {
  // @ts-expect-error the option is clientId
  const options: OAuthOptions = { issuer: 'https://id.test', clientID: 'app' };
  // @ts-expect-error ClientSecretBasic(secret) is expected
  const other: OAuthOptions = { issuer: 'https://id.test', clientId: 'app', clientAuthentication: 'secret' };
  expectTypeOf([options, other]).toBeArray();
});
