import type { Fixtures } from '../fixtures/fixture.ts';
import { cloudFixtures } from './vendor/clouds.fixtures.ts';
import { codeHostingFixtures } from './vendor/code-hosting.fixtures.ts';
import { identityFixtures } from './vendor/identity.fixtures.ts';
import { messagingFixtures } from './vendor/messaging.fixtures.ts';
import { sessionFixtures } from './vendor/sessions.fixtures.ts';
import { workFixtures } from './vendor/work.fixtures.ts';

export const vendorFixtures: Fixtures = {
  ...codeHostingFixtures,
  ...identityFixtures,
  ...cloudFixtures,
  ...messagingFixtures,
  ...workFixtures,
  ...sessionFixtures,
};
