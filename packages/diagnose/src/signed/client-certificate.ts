import type { Facts } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { isClientError } from './flaw.ts';

/** What is known of a client certificate from an alert, an error of a client or the words of a server: pattern, title, fix. */
interface Sign {
  readonly says: RegExp;
  readonly title: string;
  readonly fix: (facts: Facts) => string;
  /** Whether the words can mean nothing else. */
  readonly sure?: true;
}

const present = ({ request }: Facts): string =>
  `Present certificate and private key: \`curl --cert client.pem --key client.key '${request.origin || 'https://…'}/'\`, \`new https.Agent({ cert, key })\`, undici \`new Agent({ connect: { cert, key } })\`. Without its key (.cer, .crt) it cannot be presented.`;
const trusted = (): string =>
  'It must be in date, for client authentication, and of an issuer that the server trusts (`openssl x509 -in client.pem -noout -dates -issuer -purpose`); send intermediate certificates with it, leaf first. On the server the whole chain belongs into its list (nginx `ssl_client_certificate`, Envoy `trusted_ca`, a trust store).';
const missing = 'The server wants a client certificate, and none came';
const refused = 'The client certificate came, and the server does not accept it';

/** In the order of their sureness. Words in lower case. */
const signs: readonly Sign[] = [
  {
    says: /cannot perform post-handshake authentication/,
    title: 'Apache asks for the client certificate after the handshake, which TLS 1.3 clients refuse',
    fix: () =>
      "Speak TLS 1.2 (Node `maxVersion: 'TLSv1.2'`, `curl --tls-max 1.2`). On the server: `SSLVerifyClient` for the whole virtual host, not in a Location.",
    sure: true,
  },
  {
    says: /no required ssl certificate|certificate.required|client certificate (?:is )?required|err_ssl_tlsv13_alert_certificate_required|alert number 116|http error 403\.7|\b403\.7\b|client_cert_not_provided|requires (?:a )?client certificate|no client certificate|client certificate (?:was )?(?:not (?:provided|found|presented|supplied)|missing)|missing client certificate|mutual tls (?:is )?required/,
    title: missing,
    fix: present,
    sure: true,
  },
  {
    says: /\b403\.1[367]\b|the ssl certificate error|client certificate is (?:either )?(?:not trusted|untrusted|invalid|expired|revoked)|certificate.{0,30}(?:has been revoked|revoked)|client_cert_(?:invalid|validation|chain|untrusted)\w*|invalid client certificate|client certificate (?:verification|validation) failed|ssl_client_verify|mismatching client certificate|err_bad_ssl_client_auth_cert|alert (?:bad certificate|certificate (?:unknown|expired|revoked)|unknown ca)|(?:bad|unknown|expired|revoked)[ _]certificate|alert_bad_certificate|alert_(?:certificate_(?:unknown|expired|revoked)|unknown_ca)|bad_cert_alert|x509: certificate (?:signed by unknown authority|has expired)|unknown certificate authority|alert number 4[2-68]\b/,
    title: refused,
    fix: trusted,
    sure: true,
  },
  {
    says: /err_ssl_client_auth|client.?certificate|\bmtls\b|mutual tls|alert handshake failure|alert_handshake_failure|received fatal alert: handshake_failure/,
    title: 'The server speaks of a client certificate',
    fix: (facts) => `${present(facts)} If one was sent: ${trusted()}`,
  },
];

/** nginx's own statuses: 495 the certificate was refused, 496 none came. */
const byStatus: Readonly<Record<number, string>> = { 495: refused, 496: missing };

export const clientCertificate: Rule = {
  id: 'client-certificate-missing',
  row: 'B12',
  title: missing,
  confidence: 'proof',
  reference: 'RFC 8446 §6.2 (alerts); RFC 8705',
  outcomes: ['refused', 'other', 'no-answer'],
  covers: ['A01', 'A02', 'A11', 'B02', 'E02', 'E10', 'D01'],
  find(facts) {
    const { response } = facts;
    if (!response) {
      const words = facts.errorText.toLowerCase();
      // `certificate has expired` and the like without an alert are about the server's certificate.
      const sign = signs.find(({ says }) => says.test(words));
      if (!sign) return undefined;
      return {
        title: sign.title,
        evidence: [`The TLS handshake ended with ${facts.quote(facts.errorText)}.`],
        fix: sign.fix(facts),
        ...(!sign.sure && { confidence: 'hint' }),
      };
    }
    const { status } = response;
    const titled = byStatus[status];
    if (titled)
      return {
        title: titled,
        evidence: [`The status is ${status}, with which nginx says so.`],
        fix: titled === missing ? present(facts) : trusted(),
      };
    // With a 503 it is a proxy's own connection to the server behind it that failed.
    if (!isClientError(facts)) return undefined;
    const sign = signs.find(({ says }) => facts.says(says)) ?? cloudSign(facts);
    if (!sign || (facts.outcome !== 'refused' && !sign.sure)) return undefined;
    const evidence = [facts.heard(sign.says) ?? `The server answers ${status}.`];
    const binding = facts.claims?.cnf;
    if (typeof binding === 'object' && binding !== null && 'x5t#S256' in binding)
      evidence.push('The token is bound to a client certificate (`cnf.x5t#S256`; diagnostic only).');
    if (response.headers.has('cf-ray') && facts.says(/no required ssl certificate/))
      return {
        title: 'The server behind Cloudflare wants a certificate that Cloudflare does not send',
        evidence: [...evidence, 'The answer came through Cloudflare.'],
        fix: 'Turn on Authenticated Origin Pulls for this zone (SSL/TLS › Origin Server).',
      };
    return { title: sign.title, evidence, fix: sign.fix(facts), ...(!sign.sure && { confidence: 'likely' }) };
  },
};

/** Gates that refuse with few words: Cloudflare's API Shield (1020 on a host of `mtls`), and API Gateway's domains. */
function cloudSign(facts: Facts): Sign | undefined {
  const { response, request } = facts;
  if (facts.status !== 403 || !/(?:^|[.-])m-?tls[.-]/.test(request.host)) return undefined;
  const isGate =
    response?.headers.has('cf-ray') === true ||
    response?.headers.has('x-amzn-errortype') === true ||
    response?.headers.has('x-amz-apigw-id') === true;
  return isGate
    ? {
        says: /forbidden|access denied|1020/,
        title: 'This host takes calls with a client certificate alone',
        fix: present,
        sure: true,
      }
    : undefined;
}
