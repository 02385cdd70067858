import type { Rule } from '../rule.ts';

export const clientCodeRules: readonly Rule[] = [];
