import type { Rule } from '../rule.ts';
import { clientCertificate } from './client-certificate.ts';
import { csrfHeaderMissing, csrfRefused } from './csrf.ts';
import { digestAnswerRefused, digestAuthentication } from './digest.ts';
import { dpopNonce, invalidDpopProof } from './dpop.ts';
import { negotiateRefused, windowsAuthentication } from './negotiate.ts';

/** What is proved and not sent with any API's tokens and cookies: certificates, CSRF, Digest, Negotiate, DPoP. */
export const connectionRules: readonly Rule[] = [
  clientCertificate,
  csrfRefused,
  digestAnswerRefused,
  digestAuthentication,
  negotiateRefused,
  windowsAuthentication,
  dpopNonce,
  invalidDpopProof,
  csrfHeaderMissing,
];
