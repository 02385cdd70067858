import type { Rule } from '../rule.ts';

export const challengeRules: readonly Rule[] = [];
