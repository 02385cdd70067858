export { catalogue, type Family, families, type Row } from './catalogue.ts';
export { type Cause, type CauseOfRule, causes, causesOfRules } from './causes/cause.ts';
export type { CauseText } from './causes/cause-text.ts';
export type { Reference } from './causes/references.ts';
export type { RuleText } from './causes/rule-text.ts';
export type { Confidence } from './finding.ts';
export { errorPageOf, pageOf } from './home-page.ts';
