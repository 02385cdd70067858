import type { TextsOf } from './cause-text.ts';

export const signedTexts: TextsOf<'K'> = {
  K01: {
    why: 'The server wants certain parts of the request in the signature, and one of them is not covered.',
    fix: 'Sign the parts that the server lists, in its order.',
    pasted: [
      'Missing required component in signature',
      'AccessDenied: There were headers present in the request which were not signed',
      'Accept-Signature',
    ],
  },
  K02: {
    why: 'Signatures carry a time, and the server takes those of a few minutes only: the clock is wrong, or the request waited.',
    fix: 'Set the clock (NTP), and sign right before sending.',
    pasted: [
      'RequestTimeTooSkewed',
      'Signature expired: … is now earlier than …',
      'oauth_timestamp is out of bounds',
      'Timestamp for this request is outside of the recvWindow.',
    ],
  },
  K03: {
    why: 'The receiver computes the signature over the body as it reads it. A body that was parsed and written again has other bytes; or the secret is another endpoint’s.',
    fix: 'Verify over the raw body, with the secret of this endpoint.',
    pasted: [
      'No signatures found matching the expected signature for payload.',
      'Webhook signature verification failed',
      'X-Hub-Signature-256 does not match',
    ],
  },
  K04: {
    why: 'Webhooks carry a time against replays. It is too old: the clock is wrong, or an old delivery was sent again.',
    fix: 'Set the receiver’s clock; have the sender deliver again instead of replaying a stored request.',
    pasted: ['Timestamp outside the tolerance zone', 'Message timestamp too old'],
  },
  K05: {
    why: 'The receiver checks a signature, and the request has none: it comes from elsewhere, or a proxy dropped the header.',
    fix: 'Let the header through; set the secret at the sender, without which some sign nothing.',
    pasted: ['Missing stripe-signature header', 'X-Hub-Signature-256 header is missing', 'Missing required headers'],
  },
  K06: {
    why: 'The signature or digest of the HTTP message does not fit: something changed the body or a covered header after signing.',
    fix: 'Compute Content-Digest over the bytes that are sent, sign last, and let no proxy change covered headers.',
    pasted: [
      'Invalid signature',
      'Digest mismatch',
      'Verification failed for … (Request-Target)',
      'Mastodon requires the Digest header to be signed',
    ],
  },
  K07: {
    why: 'The signature names a key that the server does not know: not registered, removed, or of another account.',
    fix: 'Register the public key, and send its id as the server wrote it.',
    pasted: ['Public key not found for key', 'Unknown keyId', 'InvalidAccessKeyId'],
  },
  K08: {
    why: 'Both sides build a text of the request and sign it. The texts differ in method, path, query, headers or body, or the secret does.',
    fix: 'Compare your text line by line with the one that the server prints; encode path and query once; then check the secret.',
    pasted: [
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
      'invalid signature',
      'oauth_problem=signature_invalid',
      'Signature for this request is not valid.',
    ],
  },
};
