import type { Fixtures } from '../fixtures/fixture.ts';
import { answersOfPolicyFixtures } from './transport/answers-of-policy.fixtures.ts';
import { connectionsFixtures } from './transport/connections.fixtures.ts';
import { corsFixtures } from './transport/cors.fixtures.ts';
import { edgeFiltersFixtures } from './transport/edge-filters.fixtures.ts';
import { platformGatesFixtures } from './transport/platform-gates.fixtures.ts';
import { proxiesFixtures } from './transport/proxies.fixtures.ts';

/** Family B. */
export const transportFixtures: Fixtures = {
  ...answersOfPolicyFixtures,
  ...connectionsFixtures,
  ...corsFixtures,
  ...edgeFiltersFixtures,
  ...platformGatesFixtures,
  ...proxiesFixtures,
};
