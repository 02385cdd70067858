import type { Fixtures } from '../fixtures/fixture.ts';
import { dpopFixtures } from './challenge/dpop.fixtures.ts';
import { registryFixtures } from './challenge/registry.fixtures.ts';
import { resourceFixtures } from './challenge/resource.fixtures.ts';
import { tokenEndpointFixtures } from './challenge/token-endpoint.fixtures.ts';

export const challengeFixtures: Fixtures = {
  ...resourceFixtures,
  ...dpopFixtures,
  ...registryFixtures,
  ...tokenEndpointFixtures,
};
