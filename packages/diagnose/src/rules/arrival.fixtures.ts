import type { Fixtures } from '../fixtures/fixture.ts';
import { cookiesFixtures } from './arrival/cookies.fixtures.ts';
import { loginPageFixtures } from './arrival/login-page.fixtures.ts';
import { lostOnTheWayFixtures } from './arrival/lost-on-the-way.fixtures.ts';
import { noCredentialsFixtures } from './arrival/no-credentials.fixtures.ts';
import { placeOfCredentialFixtures } from './arrival/place-of-credential.fixtures.ts';
import { redirectsFixtures } from './arrival/redirects.fixtures.ts';

/** Family A. */
export const arrivalFixtures: Fixtures = {
  ...cookiesFixtures,
  ...loginPageFixtures,
  ...lostOnTheWayFixtures,
  ...noCredentialsFixtures,
  ...placeOfCredentialFixtures,
  ...redirectsFixtures,
};
