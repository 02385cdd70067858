import type { Rule } from '../rule.ts';

export const environmentRules: readonly Rule[] = [];
