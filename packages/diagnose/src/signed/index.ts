import type { Rule } from '../rule.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientCertificate } from './client-certificate.ts';
import { digestMismatch } from './content-digest.ts';
import { csrfHeaderMissing, csrfRefused } from './csrf.ts';
import { digestAnswerRefused, digestAuthentication } from './digest.ts';
import { dpopNonce, invalidDpopProof } from './dpop.ts';
import { messageSignatureIncomplete, messageSignatureRefused, messageSignatureTime } from './message-refusals.ts';
import { negotiateRefused, windowsAuthentication } from './negotiate.ts';
import { signatureKeyUnknown } from './signature-key.ts';
import { signedRequestRefused, signedRequestTime } from './signed-request.ts';
import { webhookSignatureMissing, webhookSignatureRefused, webhookTime } from './webhook.ts';

/** Signed schemes: what is proved and not sent. Each compares the request with what it signs, then reads the server's words. */
export const signedRules: readonly Rule[] = [
  awsRefusal,
  clientCertificate,
  csrfRefused,
  digestAnswerRefused,
  digestAuthentication,
  negotiateRefused,
  windowsAuthentication,
  dpopNonce,
  invalidDpopProof,
  digestMismatch,
  messageSignatureTime,
  messageSignatureIncomplete,
  messageSignatureRefused,
  webhookTime,
  webhookSignatureMissing,
  webhookSignatureRefused,
  signatureKeyUnknown,
  signedRequestTime,
  signedRequestRefused,
  csrfHeaderMissing,
];
