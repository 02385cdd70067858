import type { Fixtures } from '../fixtures/fixture.ts';

export const clientCodeFixtures: Fixtures = {};
