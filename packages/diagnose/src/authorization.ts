import { type HeaderIssue, type HeaderIssueCode, parseCredentials } from '@freshkey/challenge';

/** The `Authorization` header as sent, read as what was most likely meant. */
export interface Authorization {
  /** Every line of that name. More than one is a fault (RFC 9110 §11.6.2). */
  readonly lines: readonly string[];
  /** The first line, unchanged. */
  readonly value: string;
  /** In lower case; absent where the value begins with no scheme, as in `Authorization: eyJ…`. */
  readonly scheme?: string;
  readonly schemeAsSent?: string;
  /** The credential that was meant: without scheme, repeated scheme and quotes, the first of several. A secret. */
  readonly credential: string;
  /** Whether the scheme is followed by parameters, as in `Digest username="…"`, and not by a token. */
  readonly hasParams: boolean;
  /** Why the value is no credentials by the grammar of RFC 9110 §11.4. */
  readonly issues: readonly HeaderIssue[];
}

/** Reads the header from its lines; `undefined` if there are none. */
export function readAuthorization(lines: readonly string[]): Authorization | undefined {
  const value = lines[0];
  if (value === undefined) return undefined;
  const { credentials, issues } = parseCredentials(lines);
  const { scheme = '', schemeAsSent = '', token68, params = [] } = credentials ?? {};
  const rest = scheme ? value.trim().slice(schemeAsSent.length).trim() : value.trim();
  return {
    lines,
    value,
    ...(scheme && { scheme, schemeAsSent }),
    credential: token68 ?? (params.length > 0 ? rest : ''),
    hasParams: params.length > 0,
    issues,
  };
}

/** Whether the header has that flaw. */
export function hasIssue(authorization: Authorization, code: HeaderIssueCode): boolean {
  return authorization.issues.some((issue) => issue.code === code);
}
