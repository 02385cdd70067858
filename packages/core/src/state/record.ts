import type { TokenSet } from '../judging/token-set.ts';
import type { Ended, SessionRecord } from '../keeping/session-record.ts';

/** Another generation than this one, and than any that another tab or process is likely to draw meanwhile. */
function nextGeneration(generation = 0): number {
  return generation + 1 + Math.floor(Math.random() * 0xfffff);
}

function newLoginId(): string {
  return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
}

/** Newer tokens, and what belongs to the login that they leave out and thereby keep (RFC 6749 §5.1, §6). */
export function inherit(held: TokenSet | undefined, tokens: TokenSet): TokenSet {
  if (!held) return tokens;
  const { refreshToken, idToken, scope, tokenType, extra, binding } = held;
  return {
    ...(refreshToken && { refreshToken }),
    ...(idToken && { idToken }),
    ...(scope !== undefined && { scope }),
    ...(tokenType !== undefined && { tokenType }),
    ...(extra && { extra }),
    ...(binding && { binding }),
    ...tokens,
  };
}

/** The next record of the same login: renewed, updated, or ended. */
export function sameLogin(current: SessionRecord | undefined, tokens: TokenSet | null, ended?: Ended): SessionRecord {
  return {
    generation: nextGeneration(current?.generation),
    loginId: current?.loginId ?? newLoginId(),
    tokens,
    ...(ended && { ended }),
  };
}

/** The first record of another login: somebody signed in, or nobody is signed in any longer. */
export function anotherLogin(current: SessionRecord | undefined, tokens: TokenSet | null): SessionRecord {
  return { generation: nextGeneration(current?.generation), loginId: newLoginId(), tokens };
}
