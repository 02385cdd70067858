import type { Fixtures } from '../fixtures/fixture.ts';
import { spellingFixtures } from './environment/spelling.fixtures.ts';
import { unsetFixtures } from './environment/unset.fixtures.ts';
import { wrongPlaceFixtures } from './environment/wrong-place.fixtures.ts';

export const environmentFixtures: Fixtures = {
  ...unsetFixtures,
  ...spellingFixtures,
  ...wrongPlaceFixtures,
};
