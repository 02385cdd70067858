export type { AuthParam, Challenge, Credentials } from './challenge.ts';
export type { HeaderIssue, HeaderIssueCode } from './header-issue.ts';
export { type HeaderInput, maxHeaderLength } from './header-text.ts';
export { paramOf } from './param-of.ts';
export { parseChallenges } from './parse-challenges.ts';
