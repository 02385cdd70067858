import type { Rule } from '../rule.ts';

export const headerSyntaxRules: readonly Rule[] = [];
