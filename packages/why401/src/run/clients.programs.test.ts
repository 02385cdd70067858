import { describe } from 'vitest';
import { describePrograms } from './test-support/describe-programs.ts';
import { clientPrograms } from './test-support/program-cases.ts';

describe('a program with a client of its own under why401 run', () => {
  describePrograms(clientPrograms);
});
