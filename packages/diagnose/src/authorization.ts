/** The `Authorization` header as sent, split into scheme and credential by what stands there, well-formed or not. */
export interface Authorization {
  /** Every line of that name. More than one is a fault (RFC 9110 §11.6.2). */
  readonly lines: readonly string[];
  /** The first line, unchanged. */
  readonly value: string;
  /** In lower case; absent where the value begins with no scheme, as in `Authorization: eyJ…`. */
  readonly scheme?: string;
  readonly schemeAsSent?: string;
  /** What follows the scheme, or the whole value where there is none. Outer spaces and tabs are off; line breaks are kept. */
  readonly credential: string;
}

const known = new Set([
  'bearer', 'basic', 'digest', 'dpop', 'token', 'bot', 'apikey', 'api-key', 'negotiate', 'ntlm', 'hawk', 'mac', 'oauth', 'hoba', 'mutual', 'gnap', 'privatetoken',
  'aws4-hmac-sha256', 'ssws', 'jwt', 'key', 'genie_key', 'genieKey', 'sharedaccesssignature', 'sharedkey', 'hmac', 'signature', 'vapid', 'websub', 'splunk', 'klaviyo-api-key', 'deepl-auth-key', 'sso-key', 'zoho-oauthtoken', 'goog4-rsa-sha256', 'kakaoak', 'access_token', 'discogs',
]);

/** Whether a word is the name of an authentication scheme in use. */
export const isKnownScheme = (word: string): boolean => known.has(word.toLowerCase());

/** Reads the header from its lines; `undefined` if there are none. */
export function readAuthorization(lines: readonly string[]): Authorization | undefined {
  const value = lines[0];
  if (value === undefined) return undefined;
  const trimmed = trimSpaces(value);
  const word = /^[\w!#$%&'*+.^`|~-]{1,64}(?=[ \t\r\n]|$)/.exec(trimmed)?.[0];
  const rest = word === undefined ? '' : trimSpaces(trimmed.slice(word.length));
  const isScheme = word !== undefined && (isKnownScheme(word) || (rest !== '' && /^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(word)));
  return isScheme
    ? { lines, value, scheme: word.toLowerCase(), schemeAsSent: word, credential: rest }
    : { lines, value, credential: trimmed };
}

/** Without spaces and tabs at both ends; linear, unlike a pattern. */
function trimSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  while (end > start && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(start, end);
}
