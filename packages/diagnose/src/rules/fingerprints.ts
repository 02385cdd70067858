import type { Rule } from '../rule.ts';
import { frameworkRules } from './fingerprints/framework-rules.ts';
import { serverRules } from './fingerprints/products.ts';

/** What server frameworks mean by their own texts, each with the row that it stands for: table F. */
export const fingerprintsRules: readonly Rule[] = [...frameworkRules, ...serverRules];
