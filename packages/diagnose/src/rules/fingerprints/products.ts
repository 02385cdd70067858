import type { Facts } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';

/** Words that say so of a token, a key or a session, and not that it is invalid, expired or revoked, whichever. */
const expiredWords =
  /(?:token|jwt|key|credentials?|session|signature)s? (?:[\w']{1,12} ){0,4}expired|expired (?:[\w']{1,12} ){0,2}(?:token|jwt|key|session)|token_expired|tokenexpired/;
const undecided =
  /(?:invalid|revoked|malformed|missing),? (?:or |and )?(?:has )?expired|expired,? (?:or|and) (?:is )?(?:invalid|revoked|malformed|missing)|not expired/;

const serverSaysExpired: Rule = {
  id: 'server-says-expired',
  specificity: 'general',
  row: 'D01',
  title: 'The server says that the token has expired',
  confidence: 'likely',
  reference: 'RFC 6750 §3.1 (invalid_token)',
  covers: ['A02', 'A11'],
  find(facts) {
    if (facts.refusal !== 'unauthorized' && facts.refusal !== 'in-body') return undefined;
    if (
      !facts.topics.has('expired') ||
      !facts.token ||
      (facts.token.kind === 'jwt' && typeof facts.claims?.exp === 'number')
    )
      return undefined;
    if (!facts.says(expiredWords) || facts.says(undecided)) return undefined;
    const heard = facts.heard(expiredWords);
    if (!heard) return undefined;
    return {
      evidence: [
        heard,
        `A token was sent that cannot be read from here (${facts.token.kind}), and no other reason is named.`,
      ],
      fix: 'Refresh the token, or make a new key, and send the request again; refresh it before its time is over from then on.',
    };
  },
};

const isNginxPage = ({ response }: Facts): boolean =>
  response !== undefined &&
  /401 authorization required/.test(response.words) &&
  /nginx|openresty/i.test(`${response.body.slice(0, 2_000)} ${response.header('server') ?? ''}`);

const nginxRefuses: Rule = {
  id: 'nginx-itself-refuses',
  row: 'A11',
  title: 'The 401 comes from nginx itself, not from the application behind it',
  confidence: 'likely',
  covers: ['A02', 'E10'],
  reference: 'nginx: ngx_http_auth_request_module, ngx_http_auth_jwt_module',
  find(facts) {
    if (facts.status !== 401 || !isNginxPage(facts) || facts.response?.challenge('basic')) return undefined;
    return {
      evidence: [
        'The body is nginx’s own page, “401 Authorization Required”.',
        'There is no challenge that asks for a password.',
        ...(facts.token
          ? [`The request carries ${facts.token.sent.name.slice(0, 60)}, which nginx hands to whom it asks.`]
          : []),
      ],
      confidence: facts.token ? 'likely' : 'hint',
      fix: 'Look at `auth_request` or `auth_jwt` of this location: the service that it asks has refused, and must get the Authorization header.',
    };
  },
};

const elasticRefuses: Rule = {
  id: 'elastic-credentials-refused',
  row: 'J31',
  title: 'Elasticsearch has read the credentials and does not accept them',
  confidence: 'likely',
  reference: 'Elasticsearch documentation: token-based authentication, API keys',
  covers: ['A02', 'A11'],
  find(facts) {
    const { request, response } = facts;
    if (!request.authorization || !(response?.headers.has('x-elastic-product') || facts.says(/security_exception/)))
      return undefined;
    const heard = facts.heard(
      /unable to authenticate|api key is expired|invalid credentials|api key has been invalidated/,
    );
    if (!heard) return undefined;
    return {
      evidence: [heard, 'The server is Elasticsearch.', `It was sent as ${schemeText(request.authorization)}.`],
      fix: 'Check user and password, or that the API key exists, has not expired and was not invalidated (`GET /_security/api_key`); an API key is sent as `ApiKey base64(id:api_key)`.',
    };
  },
};

const wordPressNonce: Rule = {
  id: 'wordpress-nonce-invalid',
  row: 'H13',
  title: 'WordPress got the session’s cookie without its nonce, or with an old one',
  confidence: 'proof',
  reference: 'WordPress REST API Handbook: Authentication (nonces)',
  covers: ['J33', 'A09'],
  find(facts) {
    if (!facts.topics.has('csrf')) return undefined;
    const heard = facts.heard(/rest_cookie_invalid_nonce|cookie (?:check failed|nonce is invalid)/);
    if (!heard) return undefined;
    return {
      evidence: [heard],
      fix: "Send the nonce of this session (`wp_create_nonce( 'wp_rest' )`) as X-WP-Nonce; it lives for a day at most. Programs use an application password instead of the cookie.",
    };
  },
};

const wordPressPassword: Rule = {
  id: 'wordpress-application-password',
  row: 'A09',
  title: 'WordPress does not accept user and application password',
  confidence: 'likely',
  reference: 'WordPress REST API Handbook: Authentication (application passwords)',
  covers: ['A02', 'C05'],
  find(facts) {
    if (facts.request.authorization?.scheme !== 'basic') return undefined;
    const heard = facts.heard(/incorrect_password|invalid_username|invalid_email|application_passwords_disabled/);
    if (!heard) return undefined;
    return {
      evidence: [
        heard,
        'Basic credentials were sent, and WordPress has read them.',
        ...(facts.request.location?.protocol === 'http:'
          ? ['The request went over http, where application passwords are off.']
          : []),
      ],
      fix: 'Send the login name (not the display name) with an application password from the user’s profile (not the password of the login), over https.',
    };
  },
};

/** What servers of any kind say. */
export const serverRules: readonly Rule[] = [serverSaysExpired, nginxRefuses];

/** What single products say. */
export const productRules: readonly Rule[] = [elasticRefuses, wordPressNonce, wordPressPassword];
