import type { Fixtures } from '../fixtures/fixture.ts';
import { registryFixtures } from './challenge/registry.fixtures.ts';
import { resourceFixtures } from './challenge/resource.fixtures.ts';
import { tokenEndpointFixtures } from './challenge/token-endpoint.fixtures.ts';

export const challengeFixtures: Fixtures = {
  ...resourceFixtures,
  ...registryFixtures,
  ...tokenEndpointFixtures,
};
