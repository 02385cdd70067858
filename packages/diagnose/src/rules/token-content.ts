import type { Rule } from '../rule.ts';

export const tokenContentRules: readonly Rule[] = [];
