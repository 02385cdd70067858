import type { Rule } from '../rule.ts';

export const arrivalRules: readonly Rule[] = [];
