import { keyText } from '../../fixtures/fixture.ts';

/** Hexadecimal digits, the same ones for the same seed. */
export function hexText(length: number, seed = 1): string {
  return [...keyText(length, seed)].map((char) => (char.charCodeAt(0) % 16).toString(16)).join('');
}

/** The access key id of a user, or of temporary credentials. */
export function accessKeyId(temporary = false): string {
  return `${temporary ? 'AS' : 'AK'}IA${keyText(16, 7).toUpperCase().replace(/[01]/g, '7')}`;
}

export const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Parts of an AWS signature. Dates are those of the fixtures' clock. */
export interface AwsParts {
  readonly date?: string;
  readonly region?: string;
  readonly service?: string;
  readonly signedHeaders?: string;
  readonly temporary?: boolean;
}

const credentialOf = ({ date = '20260601', region = 'us-east-1', service = 's3', temporary }: AwsParts): string =>
  `${accessKeyId(temporary)}/${date}/${region}/${service}/aws4_request`;

/** An Authorization header of AWS Signature 4. */
const awsAuthorization = (parts: AwsParts = {}): string =>
  `AWS4-HMAC-SHA256 Credential=${credentialOf(parts)}, SignedHeaders=${parts.signedHeaders ?? 'host;x-amz-date'}, Signature=${hexText(64, 3)}`;

/** Headers of a request signed with AWS Signature 4 at the fixtures' present. */
export function awsHeaders(parts: AwsParts = {}, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'X-Amz-Date': '20260601T120000Z',
    ...more,
    Authorization: awsAuthorization(parts),
  };
}

/** The query of a presigned URL. */
export function presigned(parts: AwsParts & { amzDate?: string; expires?: number } = {}): string {
  return new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': credentialOf(parts),
    'X-Amz-Date': parts.amzDate ?? '20260601T115900Z',
    'X-Amz-Expires': String(parts.expires ?? 3_600),
    'X-Amz-SignedHeaders': parts.signedHeaders ?? 'host',
    'X-Amz-Signature': hexText(64, 5),
  }).toString();
}

/** A length as NTLM writes it before an offset. */
const ntlmField = (length: number): string =>
  String.fromCharCode(length & 255, length >> 8, length & 255, length >> 8, 0, 0, 0, 0);

/** An NTLM message in base64: of type 3 with lengths of the user's name and of the answer, and nothing but zeros in them. */
export function ntlmMessage(type: 1 | 2 | 3, { user = 8, answer = 280 } = {}): string {
  return btoa(
    `NTLMSSP\0${String.fromCharCode(type)}\0\0\0${type === 3 ? [24, answer, 8, user, 8].map(ntlmField).join('') : ''}${'\0'.repeat(32)}`,
  );
}
