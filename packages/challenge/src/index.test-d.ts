import { expectTypeOf } from 'vitest';
import {
  type AuthParam,
  type Challenge,
  type ChallengeInput,
  type Credentials,
  type HeaderInput,
  type HeaderIssue,
  type HeaderIssueCode,
  type maxHeaderLength,
  paramOf,
  parseAuthenticationInfo,
  parseChallenges,
  parseCredentials,
  serializeAuthenticationInfo,
  serializeChallenges,
  serializeCredentials,
} from './index.ts';

const { challenges, issues } = parseChallenges(new Headers());
expectTypeOf(challenges).toEqualTypeOf<Challenge[]>();
expectTypeOf(issues).toEqualTypeOf<HeaderIssue[]>();
expectTypeOf(parseCredentials('').credentials).toEqualTypeOf<Credentials | undefined>();
expectTypeOf(parseAuthenticationInfo('').params).toEqualTypeOf<AuthParam[]>();
expectTypeOf<typeof maxHeaderLength>().toEqualTypeOf<16_384>();

// What a header may come as: a platform's Headers, Node's headers and headersDistinct, AxiosHeaders, a Map.
expectTypeOf<Headers>().toExtend<HeaderInput>();
expectTypeOf<string | undefined>().toExtend<HeaderInput>();
expectTypeOf<string[] | undefined>().toExtend<HeaderInput>();
expectTypeOf<readonly string[]>().toExtend<HeaderInput>();
expectTypeOf<Map<string, string>>().toExtend<HeaderInput>();
expectTypeOf<{ get(header: string): string | number | boolean | string[] | null }>().toExtend<HeaderInput>();
expectTypeOf<number>().not.toExtend<HeaderInput>();
// @ts-expect-error a plain object has no case-insensitive names: hand over the header itself
parseChallenges({ 'www-authenticate': 'Bearer' });
// @ts-expect-error each parser reads its own header
parseChallenges(new Headers(), 'authorization');
// @ts-expect-error each parser reads its own header
parseCredentials(new Headers(), 'www-authenticate');

expectTypeOf(paramOf({ params: [] }, 'realm')).toEqualTypeOf<string | undefined>();
expectTypeOf<Challenge['token68']>().toEqualTypeOf<string | undefined>();
// @ts-expect-error what was parsed is not to be changed
(challenges[0] as Challenge).scheme = 'basic';
// @ts-expect-error what was parsed is not to be changed
(challenges[0] as Challenge).params.push({} as AuthParam);

// Codes narrow, and are no plain string.
expectTypeOf<string>().not.toExtend<HeaderIssueCode>();
expectTypeOf<'too-long'>().toExtend<HeaderIssueCode>();

// What was parsed can be written; less can be written, too.
expectTypeOf<Challenge>().toExtend<ChallengeInput>();
expectTypeOf(serializeChallenges(challenges)).toEqualTypeOf<string>();
expectTypeOf(serializeCredentials({ scheme: 'Bearer', token68: 'x' })).toEqualTypeOf<string>();
expectTypeOf(serializeAuthenticationInfo([{ name: 'a', value: 'b' }])).toEqualTypeOf<string>();
// @ts-expect-error a scheme is needed
serializeCredentials({ token68: 'x' });
// @ts-expect-error a value is needed
serializeAuthenticationInfo([{ name: 'a' }]);
