import type { Rule } from '../rule.ts';

export const fingerprintsRules: readonly Rule[] = [];
