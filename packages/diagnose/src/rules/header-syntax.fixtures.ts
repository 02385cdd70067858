import type { Fixtures } from '../fixtures/fixture.ts';
import { basicFixtures } from './header-syntax/basic.fixtures.ts';
import { damagedValuesFixtures } from './header-syntax/damaged-values.fixtures.ts';
import { headerNamesFixtures } from './header-syntax/header-names.fixtures.ts';
import { incompleteValuesFixtures } from './header-syntax/incomplete-values.fixtures.ts';
import { kindsOfKeyFixtures } from './header-syntax/kinds-of-key.fixtures.ts';
import { missingValuesFixtures } from './header-syntax/missing-values.fixtures.ts';
import { schemesFixtures } from './header-syntax/schemes.fixtures.ts';

/** Family C. */
export const headerSyntaxFixtures: Fixtures = {
  ...basicFixtures,
  ...damagedValuesFixtures,
  ...headerNamesFixtures,
  ...incompleteValuesFixtures,
  ...kindsOfKeyFixtures,
  ...missingValuesFixtures,
  ...schemesFixtures,
};
