/** One parameter of a challenge, of credentials or of Authentication-Info: `auth-param` of RFC 9110 §11.2. */
export interface AuthParam {
  /** In lower case: names are case-insensitive (RFC 9110 §11.2). */
  readonly name: string;
  readonly nameAsSent: string;
  /** Without the quotes and with every `\x` replaced by `x` (RFC 9110 §5.6.4). */
  readonly value: string;
  /** Where the name begins, in UTF-16 code units from the start of the header. */
  readonly offset: number;
  /** Whether the value stood in quotes. */
  readonly quoted: boolean;
}

/** One challenge of a server: `challenge` of RFC 9110 §11.3. Duplicate parameters are kept, in the order sent. */
export interface Challenge {
  /** In lower case: schemes are case-insensitive (RFC 9110 §11.1). */
  readonly scheme: string;
  readonly schemeAsSent: string;
  /** What stands after the scheme in place of parameters, as Negotiate and NTLM send it (RFC 9110 §11.2). */
  readonly token68?: string;
  readonly params: readonly AuthParam[];
  /** Where the scheme begins, in UTF-16 code units from the start of the header. */
  readonly offset: number;
}

/** What a client sends in answer to a challenge: `credentials` of RFC 9110 §11.4, of the same shape as a challenge. */
export type Credentials = Challenge;
