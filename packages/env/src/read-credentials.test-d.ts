import { expectTypeOf } from 'vitest';
import {
  apiKey,
  type BasicCredentials,
  basic,
  bearerToken,
  readCredentials,
  refreshToken,
  type Secret,
} from './index.ts';

const read = readCredentials(
  {
    TOKEN: bearerToken(),
    REFRESH: refreshToken({ optional: true }),
    KEY: apiKey({ prefix: 'sk_', minLength: 20 }),
    MAYBE: apiKey({ optional: true, prefix: ['a', 'b'] }),
    DB: basic(),
    DB_MAYBE: basic({ optional: true }),
  },
  { env: {} },
);

expectTypeOf(read.TOKEN).toEqualTypeOf<Secret>();
expectTypeOf(read.REFRESH).toEqualTypeOf<Secret | undefined>();
expectTypeOf(read.KEY).toEqualTypeOf<Secret>();
expectTypeOf(read.MAYBE).toEqualTypeOf<Secret | undefined>();
expectTypeOf(read.DB).toEqualTypeOf<BasicCredentials>();
expectTypeOf(read.DB_MAYBE).toEqualTypeOf<BasicCredentials | undefined>();
expectTypeOf(read.TOKEN.reveal()).toEqualTypeOf<string>();
expectTypeOf(read).not.toBeAny();

// @ts-expect-error a name that is not in the spec
read.OTHER;
// @ts-expect-error a kind, not its name
readCredentials({ TOKEN: 'bearer' });
// @ts-expect-error a mode that does not exist
bearerToken({ mode: 'production' });
// @ts-expect-error a secret is no string
const text: string = read.TOKEN;

export { text };
