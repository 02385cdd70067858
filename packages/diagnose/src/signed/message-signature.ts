import type { RequestFacts } from '../request-facts.ts';
import { readTime } from './request-time.ts';

/** A signature over parts of a request: of RFC 9421, or of its drafts (`draft-cavage-http-signatures`, also Kong's `hmac`). */
export interface MessageSignature {
  readonly kind: 'rfc9421' | 'draft';
  /** What is covered, in lower case and without quotes: header names, `@method`, `(request-target)`. */
  readonly covered: readonly string[];
  readonly createdAtMs: number | undefined;
  readonly expiresAtMs: number | undefined;
  /** What is wrong with the form itself. */
  readonly fault?: string;
}

const paramOf = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|[;,\\s])${name}=(?:"([^"]{0,2000})"|([^;,\\s"]{1,200}))`, 'i')
    .exec(text)
    ?.slice(1)
    .find((value) => value !== undefined);

/** Reads it from Signature-Input and Signature, or from Signature or Authorization alone; undefined if there is none. */
export function readMessageSignature({ headers }: RequestFacts): MessageSignature | undefined {
  const input = headers.first('signature-input');
  const signature = headers.first('signature');
  if (input !== undefined) {
    const [label = ''] = /^\s{0,5}[\w*.-]{1,60}(?=\s{0,3}=)/.exec(input)?.map((text) => text.trim()) ?? [];
    const list = /\(([^()]{0,4000})\)/.exec(input)?.[1];
    const fault =
      list === undefined || label === ''
        ? 'Signature-Input is not of the form `sig1=("@method" "@authority");created=…;keyid="…"`.'
        : signature === undefined
          ? 'The request has Signature-Input and no Signature.'
          : !new RegExp(`(?:^|[,\\s])${label.replace(/[*.-]/g, '\\$&')}\\s{0,3}=\\s{0,3}:`).test(signature)
            ? `Signature has no value \`${label}=:…:\`, which Signature-Input describes.`
            : undefined;
    return {
      kind: 'rfc9421',
      covered: [...(list ?? '').matchAll(/"([^"]{1,100})"/g)].map(([, name = '']) => name.toLowerCase()),
      createdAtMs: readTime(paramOf(input, 'created')),
      expiresAtMs: readTime(paramOf(input, 'expires')),
      ...(fault !== undefined && { fault }),
    };
  }
  const authorization = headers.first('authorization');
  const draft =
    signature ?? (authorization && /^\s{0,5}(?:signature|hmac)\s/i.test(authorization) ? authorization : undefined);
  if (draft === undefined || !/signature\s{0,3}=/i.test(draft)) return undefined;
  return {
    kind: 'draft',
    covered: (paramOf(draft, 'headers') ?? 'date')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    createdAtMs: readTime(paramOf(draft, 'created')) ?? readTime(headers.first('x-date') ?? headers.first('date')),
    expiresAtMs: readTime(paramOf(draft, 'expires')),
  };
}
