import type { SessionRecord, TokenStore } from '@freshkey/core';

/** What a framework's cookies can do; `set` is missing, or throws, where an answer has begun (a server component). */
export interface Cookies {
  get(name: string): string | undefined;
  set?(name: string, value: string): void;
}

/**
 * The tokens in a cookie of this request, sealed by the application's own `seal` and `open`. Where no cookie can be set, it is
 * read-only: nothing is refreshed that could not be kept.
 */
export function cookieStore(
  { get, set }: Cookies,
  { seal, open }: { seal(text: string): string; open(text: string): string | undefined },
): TokenStore {
  const sealed = get('session');
  const opened = sealed && open(sealed);
  let record: SessionRecord | undefined = opened ? JSON.parse(opened) : undefined;
  return {
    readOnly: set === undefined,
    read: () => record,
    write(next, expected) {
      if (record?.generation !== expected) return false;
      record = next;
      set?.('session', seal(JSON.stringify(next)));
      return true;
    },
  };
}
