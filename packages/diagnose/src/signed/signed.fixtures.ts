import type { Fixtures } from '../fixtures/fixture.ts';
import { awsFixtures } from './aws.fixtures.ts';
import { challengeSchemesFixtures } from './challenge-schemes.fixtures.ts';
import { connectionFixtures } from './connection.fixtures.ts';
import { dpopFixtures } from './dpop.fixtures.ts';
import { messageFixtures } from './message.fixtures.ts';
import { webhookFixtures } from './webhook.fixtures.ts';

export const signedFixtures: Fixtures = {
  ...awsFixtures,
  ...challengeSchemesFixtures,
  ...connectionFixtures,
  ...dpopFixtures,
  ...messageFixtures,
  ...webhookFixtures,
};
