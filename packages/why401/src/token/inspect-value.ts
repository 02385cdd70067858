import {
  decodeBasic,
  diagnose,
  type InspectTokenOptions,
  inspectToken,
  type TokenInspection,
} from '@freshkey/diagnose';

/** What somebody gave for a token, inspected; a whole header may be none. */
export interface ValueInspection extends Omit<TokenInspection, 'kind'> {
  /** As of a token; `basic`: user and password; `header`: the value of another scheme, which holds no token. */
  kind: TokenInspection['kind'] | 'basic' | 'header';
}

const headerName = /^\s*(?:-H\s*)?["']?(?:proxy-)?authorization["']?\s*:\s*["']?/i;
/** Schemes whose value is no token but an answer to a challenge, or a signature of the request. */
const tokenless: Record<string, string> = {
  digest: 'an answer of Digest, made for one request',
  'aws4-hmac-sha256': 'a signature of AWS (Version 4), made for one request',
  negotiate: 'a ticket of Kerberos or NTLM, made for one connection',
  ntlm: 'a message of NTLM, made for one connection',
  hawk: 'a signature of Hawk, made for one request',
  oauth: 'a signature of OAuth 1, made for one request',
  signature: 'a signature of the request',
  hmac: 'a signature of the request',
  mutual: 'an answer of Mutual, made for one request',
  'scram-sha-256': 'an answer of SCRAM, made for one request',
};

/** Inspects a token, or the whole value of an `Authorization` header: with its scheme, and with its name in front. */
export function inspectValue(given: string, options: InspectTokenOptions): ValueInspection {
  const isHeader = headerName.test(given);
  const value = isHeader ? given.replace(headerName, '').replace(/["']\s*$/, '') : given;
  const [, scheme = '', rest = ''] = /^\s*([A-Za-z][\w-]{0,20})[ \t]+(\S[\s\S]*)$/.exec(value) ?? [];
  const key = scheme.toLowerCase();
  if (key === 'basic') return inspectBasic(value.trim(), rest.trim());
  if (Object.hasOwn(tokenless, key) && (key !== 'oauth' || rest.includes('=')))
    return { schema: 1, kind: 'header', label: tokenless[key] as string, problems: [] };
  // Of a header the scheme is a part; alone it would be sent twice.
  return inspectToken(isHeader && /^(?:bearer|token|dpop|bot|apikey)$/.test(key) ? rest.trim() : value, options);
}

const inspectBasic = (value: string, credential: string): ValueInspection => {
  const decoded = decodeBasic(credential);
  const { cause, alsoCheck } = diagnose({
    request: { method: 'GET', url: 'https://host.invalid/', headers: [['Authorization', value]] },
    response: { status: 401, headers: [['WWW-Authenticate', 'Basic realm="x"']] },
  });
  // Nobody has sent it: only what is wrong with the value itself counts.
  const problems = [...(cause ? [cause] : []), ...alsoCheck].filter(({ row }) => /^C1[5-9]$/.test(row));
  const user = decoded?.password === undefined ? undefined : decoded.user;
  return {
    schema: 1,
    kind: 'basic',
    label: `Basic: ${user === undefined ? 'no user and password can be read in it' : `user ${shownUser(user)}, ${passwordText(decoded?.password ?? '')}`}`,
    problems,
  };
};

/** Many APIs take a key for the user, and nothing for the password: then the user is the secret. */
const shownUser = (user: string): string =>
  /^(?:[A-Za-z][\w.-]{0,15}|[\w.+-]{1,40}@[\w.-]{1,60})$/.test(user) && user.replace(/\D/g, '').length < 5
    ? user
    : `of ${user.length} characters`;

const passwordText = (password: string): string =>
  password === '' ? 'no password' : `password of ${password.length} characters`;
