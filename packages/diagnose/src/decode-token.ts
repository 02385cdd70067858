import { jwtDecode } from 'jwt-decode';
import { isRecord } from './parse-json.ts';

/** What is wrong with a token's structure, the first flaw of each segment. */
export interface TokenFlaw {
  readonly code: 'segments' | 'alphabet' | 'padding' | 'length' | 'json' | 'not-object';
  readonly segment?: 'header' | 'payload' | 'signature';
  /** In UTF-16 code units from the start of the token. */
  readonly offset: number;
  /** In words; nothing of the token is quoted. */
  readonly text: string;
}

/** A token, taken apart without being believed. */
export interface DecodedToken {
  /**
   * `jwt`: three segments with two JSON objects; `jwe`: five segments, encrypted; `damaged`: meant to be one of these
   * and is not; `opaque`: anything else.
   */
  readonly kind: 'jwt' | 'jwe' | 'damaged' | 'opaque';
  readonly segments: number;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly flaws: readonly TokenFlaw[];
}

const names = ['header', 'payload', 'signature'] as const;
const maxLength = 65_536;

/**
 * Takes a token apart: structure by a strict pass (RFC 7515 §2, RFC 7519 §7.2), then the decoding. Never throws.
 *
 * @param limit a longer text is opaque; in UTF-16 code units. Default: 65,536.
 */
export function decodeToken(token: string, limit = maxLength): DecodedToken {
  if (token.length > limit || !/^e[wy][\w-]{4}/.test(token)) return opaque(token);
  const parts = token.split('.', 20);
  const header = decodePart(token, parts, 0);
  if (parts.length === 5 && isRecord(header) && (typeof header.enc === 'string' || 'enc' in header)) {
    return { kind: 'jwe', segments: 5, header, flaws: [] };
  }
  const flaws: TokenFlaw[] = [];
  if (parts.length !== 3) {
    flaws.push({
      code: 'segments',
      offset: token.length,
      text: `has ${parts.length === 1 ? '1 segment' : `${parts.length} segments`} instead of 3, separated by dots`,
    });
  }
  let offset = 0;
  for (const [index, part] of parts.slice(0, 3).entries()) {
    const flaw = flawOf(part, names[index] ?? 'signature', offset);
    if (flaw) flaws.push(flaw);
    offset += part.length + 1;
  }
  const claims = parts.length > 1 ? decodePart(token, parts, 1) : undefined;
  for (const [name, value] of [
    ['header', header],
    ['payload', claims],
  ] as const) {
    if (name === 'payload' && parts.length < 2) continue;
    if (flaws.some((flaw) => flaw.segment === name)) continue;
    const at = name === 'header' ? 0 : (parts[0]?.length ?? 0) + 1;
    if (value === undefined) flaws.push({ code: 'json', segment: name, offset: at, text: `the ${name} is no JSON` });
    else if (!isRecord(value))
      flaws.push({ code: 'not-object', segment: name, offset: at, text: `the ${name} is no JSON object` });
  }
  if (flaws.length > 0 && !isRecord(header) && parts.length !== 3) return opaque(token);
  return {
    kind: flaws.length === 0 ? 'jwt' : 'damaged',
    segments: parts.length,
    ...(isRecord(header) && { header }),
    ...(isRecord(claims) && { claims }),
    flaws,
  };
}

const opaque = (token: string): DecodedToken => ({
  kind: 'opaque',
  segments: token === '' ? 0 : token.slice(0, maxLength).split('.', 20).length,
  flaws: [],
});

/** A segment's JSON; undefined if it holds none. */
function decodePart(token: string, parts: readonly string[], index: 0 | 1): unknown {
  try {
    const bytes = atob((parts[index] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    // jwt-decode reads UTF-8, at the price of an escape for every byte; text in ASCII needs none.
    return /[\x80-\xff]/.test(bytes) ? jwtDecode<unknown>(token, { header: index === 0 }) : JSON.parse(bytes);
  } catch {
    return undefined;
  }
}

function flawOf(part: string, segment: (typeof names)[number], offset: number): TokenFlaw | undefined {
  const flaw = (code: TokenFlaw['code'], at: number, text: string): TokenFlaw => ({
    code,
    segment,
    offset: offset + at,
    text,
  });
  const bad = part.search(/[^\w-]/);
  if (bad >= 0) {
    if (/^=+$/.test(part.slice(bad)))
      return flaw('padding', bad, `the ${segment} is padded with "=", which base64url in a token is not`);
    if (/[+/]/.test(part[bad] ?? ''))
      return flaw(
        'alphabet',
        bad,
        `the ${segment} is in base64 instead of base64url ("+" or "/" at character ${offset + bad})`,
      );
    return flaw(
      'alphabet',
      bad,
      `the ${segment} has a character that base64url does not know, at character ${offset + bad}`,
    );
  }
  if (part.length % 4 === 1)
    return flaw(
      'length',
      part.length,
      `the ${segment} has ${part.length} characters, which no base64url text has: it was cut`,
    );
  if (part === '' && segment !== 'signature') return flaw('length', 0, `the ${segment} is empty`);
  return undefined;
}
