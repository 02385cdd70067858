export type { AuthParam, Challenge, Credentials } from './challenge.ts';
export type { HeaderIssue, HeaderIssueCode } from './header-issue.ts';
export { type HeaderInput, maxHeaderLength } from './header-text.ts';
export { paramOf } from './param-of.ts';
export { parseAuthenticationInfo } from './parse-authentication-info.ts';
export { parseChallenges } from './parse-challenges.ts';
export { parseCredentials } from './parse-credentials.ts';
export {
  type AuthParamInput,
  type ChallengeInput,
  serializeAuthenticationInfo,
  serializeChallenges,
  serializeCredentials,
} from './serialize.ts';
