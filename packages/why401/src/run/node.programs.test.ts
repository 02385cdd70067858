import { describe } from 'vitest';
import { describePrograms } from './test-support/describe-programs.ts';
import { nodePrograms } from './test-support/program-cases.ts';

describe('a program under why401 run', () => {
  describePrograms(nodePrograms);
});
