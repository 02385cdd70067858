import type { Fixture, Fixtures } from '../fixtures/fixture.ts';
import { signedFixtures } from '../signed/signed.fixtures.ts';
import { arrivalFixtures } from './arrival.fixtures.ts';
import { challengeFixtures } from './challenge.fixtures.ts';
import { clientCodeFixtures } from './client-code.fixtures.ts';
import { environmentFixtures } from './environment.fixtures.ts';
import { fingerprintsFixtures } from './fingerprints.fixtures.ts';
import { headerSyntaxFixtures } from './header-syntax.fixtures.ts';
import { tokenContentFixtures } from './token-content.fixtures.ts';
import { transportFixtures } from './transport.fixtures.ts';
import { vendorFixtures } from './vendor.fixtures.ts';

/** What each rule must find and must pass over. */
export const fixtures: Fixtures = {
  ...signedFixtures,
  ...arrivalFixtures,
  ...transportFixtures,
  ...headerSyntaxFixtures,
  ...tokenContentFixtures,
  ...challengeFixtures,
  ...environmentFixtures,
  ...clientCodeFixtures,
  ...vendorFixtures,
  ...fingerprintsFixtures,
};

/** Each of them, with the rule that it belongs to. */
export function everyFixture(): readonly Fixture[] {
  return Object.entries(fixtures).flatMap(([id, { finds, misses }]) =>
    [...finds, ...misses].map((one) => ({ ...one, name: `${id}: ${one.name}` })),
  );
}
