import type { Fixtures } from '../fixtures/fixture.ts';
import { recordingFixtures } from './client-code/recording.fixtures.ts';
import { requestBuiltFixtures } from './client-code/request-built.fixtures.ts';

export const clientCodeFixtures: Fixtures = {
  ...requestBuiltFixtures,
  ...recordingFixtures,
};
