import type { Fixtures } from '../fixtures/fixture.ts';
import { addresseeFixtures } from './token-content/addressee.fixtures.ts';
import { keysFixtures } from './token-content/keys.fixtures.ts';
import { kindsFixtures } from './token-content/kinds.fixtures.ts';
import { notAcceptedFixtures } from './token-content/not-accepted.fixtures.ts';
import { rightsFixtures } from './token-content/rights.fixtures.ts';
import { timesFixtures } from './token-content/times.fixtures.ts';

/** Family D. */
export const tokenContentFixtures: Fixtures = {
  ...addresseeFixtures,
  ...keysFixtures,
  ...kindsFixtures,
  ...notAcceptedFixtures,
  ...rightsFixtures,
  ...timesFixtures,
};
