/** What a token of NTLM or Negotiate carries (RFC 4559 §4; MS-NLMP §2.2.1). */
export interface NegotiateToken {
  /** `unknown`: what it is cannot be told. */
  readonly mechanism: 'ntlm' | 'kerberos' | 'unknown';
  /** Of NTLM: 1 negotiate, 2 challenge, 3 authenticate. */
  readonly type?: 1 | 2 | 3;
  /** Of an NTLM message of type 3: whether it names a user. Without one it is anonymous. */
  readonly hasUser?: boolean;
  /** Of an NTLM message of type 3: whether its answer has the length of version 1. */
  readonly isVersion1?: boolean;
}

const marker = 'NTLMSSP\0';
/** 1.2.840.113554.1.2.2 and Microsoft's misspelt 1.2.840.48018.1.2.2, as object identifiers in DER. */
const kerberos = ['\x2a\x86\x48\x86\xf7\x12\x01\x02\x02', '\x2a\x86\x48\x82\xf7\x12\x01\x02\x02'];

/** Reads a token from its base64; undefined if it is none. NTLM is also found inside SPNEGO. */
export function readNegotiateToken(base64: string): NegotiateToken | undefined {
  let text: string;
  try {
    text = atob(
      base64
        .slice(0, 8_192 - (8_192 % 4))
        .replace(/=+$/, '')
        .replace(/[^A-Za-z0-9+/].*$/s, ''),
    );
  } catch {
    return undefined;
  }
  const start = text.indexOf(marker);
  if (start < 0)
    return text.length < 8
      ? undefined
      : { mechanism: kerberos.some((oid) => text.includes(oid)) || text.startsWith('\x60') ? 'kerberos' : 'unknown' };
  const byte = (at: number): number => text.charCodeAt(start + at) || 0;
  const type = byte(8);
  if (type !== 1 && type !== 2 && type !== 3) return { mechanism: 'ntlm' };
  const length = (at: number): number => byte(at) + byte(at + 1) * 256;
  // The fields of the answer are at 20, of the user's name at 36; each begins with its length.
  return type === 3 && text.length >= start + 44
    ? { mechanism: 'ntlm', type, hasUser: length(36) > 0, isVersion1: length(20) === 24 }
    : { mechanism: 'ntlm', type };
}
