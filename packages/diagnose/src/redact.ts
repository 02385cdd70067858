import { fingerprint } from './fingerprint.ts';
import { isSensitiveField } from './sensitive-names.ts';

/** Below this length, in UTF-16 code units, nothing of a value is shown. */
const minLength = 12;

/**
 * A credential as it may be printed: `eyJh…Qssw (length 812, hash 1a2b3c4d)`. At most four characters of each end are
 * shown, never more than a quarter of the value in all, and nothing of a value shorter than 12. The hash tells two
 * values apart and is the one that session events show; it is no checksum.
 */
export function redact(value: string): string {
  if (value.length < minLength) return value === '' ? '[empty]' : '[hidden]';
  const shown = Math.min(4, Math.floor(value.length / 8));
  return `${printable(value.slice(0, shown))}…${printable(value.slice(-shown))} (length ${value.length}, hash ${fingerprint(value)})`;
}

/** Control and invisible characters as `\u…`, so that what is printed is what is there. */
const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * A URL as it may be printed: user information, sensitive query parameters (also in the fragment) and whatever in the
 * path looks like a credential are cut. Text that is no URL comes back with the same care.
 */
export function redactUrl(url: string): string {
  const [beforeHash = '', hash] = splitAt(url, '#');
  const [beforeQuery = '', query] = splitAt(beforeHash, '?');
  const userinfo = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^/]*@/i.exec(beforeQuery)?.[0];
  const place =
    userinfo === undefined
      ? beforeQuery
      : `${userinfo.slice(0, userinfo.indexOf('//') + 2)}[hidden]@${beforeQuery.slice(userinfo.length)}`;
  return (
    redactText(place) +
    (query === undefined ? '' : `?${redactQuery(query)}`) +
    (hash === undefined ? '' : `#${redactQuery(hash)}`)
  );
}

function splitAt(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const redactQuery = (query: string): string =>
  query
    .split('&')
    .map((pair) => {
      const [name, value] = splitAt(pair, '=');
      if (value === undefined) return redactText(name);
      return isSensitiveField(decoded(name)) ? `${name}=[hidden]` : `${redactText(name)}=${redactText(value)}`;
    })
    .join('&');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const patterns: readonly RegExp[] = [
  // JWT, JWS, JWE, whole or damaged
  /\bey[JK][\w-]{6,}(?:\.[\w-]*){0,4}/g,
  // scheme and credential
  /\b(bearer|basic|dpop|token|bot|apikey|ssws|digest)[ :]{1,3}["']?(?=[\w+/.~=:-]{0,99}[\d=+/])[\w+/.~=:-]{12,}/gi,
  // vendors' keys by their prefixes
  /\b(?:gh[pousr]_|github_pat_|gl(?:pat|dt|ptt|cbt|rt|oas)-|[srp]k_(?:test|live)_|whsec_|sk-|xox[a-z][.-]|xapp-|shp(?:at|ca|pa|ss)_|AKIA|ASIA|ABSK|AIza|ya29\.|1\/\/|GOCSPX-|sb_[a-z]+_|sbp_|npm_|pypi-|rubygems_|dckr_pat_|SG\.|ntn_|lin_api_|figd_|PMAK-|do[opr]_v1_|hv[sb]\.|gl(?:sa|c)_|sntry[su]_|hf_|pul-|pscale_|NRAK-|ATATT|gsk_|phc_|phx_|r8_|xai-|pplx-)[\w.+/=~-]{6,}/g,
  /\b(?:key-[0-9a-f]{24,}|secret_[A-Za-z0-9]{24,})/g,
  // Telegram bot
  /\b\d{6,12}:[\w-]{30,}/g,
  // name=value and "name": "value" with a telling name
  /((?:token|secret|passw(?:or)?d|pwd|api[_-]?key|signature|credential)["']?\s{0,5}[=:]\s{0,5}["']?)[^\s"'&,;]{4,}/gi,
  // long runs that no word is: 32 or more of base64 or hexadecimal
  /\b(?=[\w+/-]{0,64}\d)[\w+/-]{40,}={0,2}/g,
];

/** The pattern of a value behind a telling name. */
const named = 5;

/**
 * Whether what stands behind `token:` or the like is a word of a sentence and no value: `Invalid token: revoked by …`. A
 * word behind `password:` may be one, unless the sentence goes on.
 */
function isProse(match: string, name: string): boolean {
  const value = match.slice(name.length);
  if (!/:\s{1,5}$/.test(name) || !/^[a-z]{4,20}[.!]?$/.test(value)) return false;
  return !/passw|pwd|secret/i.test(name);
}

/** Text with everything cut that looks like a credential. Linear in the length of the text. */
export function redactText(text: string): string {
  let safe = text;
  for (const [index, pattern] of patterns.entries()) {
    safe = safe.replace(pattern, (match: string, group: unknown) => {
      if (index === named) return isProse(match, String(group)) ? match : `${String(group)}[hidden]`;
      if (index === 1) return `${String(group)} [hidden]`;
      return redact(match);
    });
  }
  return safe;
}
