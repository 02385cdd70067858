import type { Rule } from '../rule.ts';

export const vendorRules: readonly Rule[] = [];
