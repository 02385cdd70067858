import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { markedDifference } from './differences.ts';
import { isClientError } from './flaw.ts';
import { readWebhook } from './webhook-senders.ts';

const reference = 'OWASP: CSRF prevention; axios: withXSRFToken';
const covers: readonly Row[] = ['A01', 'A02', 'A11', 'A16', 'J33', 'E02', 'E10', 'D22', 'A08'];

const csrfName = /c[sr]rf|xsrf|crumb|requestverificationtoken|antiforgery/i;
const csrfCookie = /^(?:__host-|__secure-)?[\w.-]{0,40}(?:csrf|xsrf)[\w.-]{0,40}$/i;
const sessionCookie = /sess|^(?:sid|connect\.sid)$/i;
const csrfField =
  /(?:^|[&"])(?:_?csrf\w{0,30}|_?xsrf\w{0,10}|_token|authenticity_token|__RequestVerificationToken|nonce|security)["=]/i;
const csrfWords =
  /c[sr]rf|xsrf|cross.site|page expired|authenticity ?token|crumb|antiforgery|origin checking failed|referer checking failed|forgery/;

interface CsrfParts {
  readonly header?: { readonly name: string; readonly value: string };
  readonly cookie?: { readonly name: string; readonly secret: string };
  /** Whether the body or the query holds a token. */
  readonly field: boolean;
}

function csrfParts({ request, credentials }: Facts): CsrfParts {
  const found = request.headers.list.find(([name]) => csrfName.test(name));
  const cookie = credentials.find(({ place, name }) => place === 'cookie' && csrfCookie.test(name));
  return {
    ...(found && { header: { name: found[0].slice(0, 60), value: found[1].trim() } }),
    ...(cookie && { cookie }),
    field:
      csrfField.test(request.body.slice(0, 4_096)) ||
      /[?&](?:_?csrf|_?xsrf|crumb)\w{0,20}=/i.test(request.location?.search ?? ''),
  };
}

/** What the answer says of CSRF, a 419 of Laravel and a demand of SAP included; undefined if it refuses for another reason. */
function csrfRefusal(facts: Facts): string | undefined {
  const { response, status, request } = facts;
  if (!isClientError(facts) || /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(request.method)) return undefined;
  if (/^required$/i.test(response?.header('x-csrf-token') ?? '')) return 'The answer says `x-csrf-token: Required`.';
  if (facts.says(csrfWords)) return facts.heard(csrfWords);
  if (response?.body.slice(0, 4_096).includes('InvalidAuthenticityToken'))
    return 'The server says “InvalidAuthenticityToken”.';
  return status === 419 ? 'The answer is a 419, with which Laravel says that the page has expired.' : undefined;
}

/** Percent-encoding undone; the text itself where it is none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const csrfRefused: Rule = {
  id: 'csrf-check-failed',
  row: 'H13',
  title: 'The server does not accept the CSRF token: it is of another session, or has run out',
  confidence: 'proof',
  reference,
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const heard = csrfRefusal(facts);
    if (heard === undefined) return undefined;
    const delivery = readWebhook(facts.request);
    if (delivery)
      return {
        title: 'The webhook runs into the CSRF check',
        evidence: [heard, `The request is a delivery of ${delivery.sender.name}, which cannot know a CSRF token.`],
        fix: 'Exempt this route from the check and verify the webhook’s signature there: Django `@csrf_exempt`, Laravel `validateCsrfTokens(except: […])`, Rails `skip_forgery_protection`.',
      };
    return origin(facts, heard) ?? token(facts, heard);
  },
};

function origin(facts: Facts, heard: string): Found | undefined {
  const { request } = facts;
  if (facts.says(/referer checking failed|referrer header is missing|referer is (?:missing|insecure|malformed)/))
    return {
      title: 'The CSRF check wants a Referer header, and none that fits came',
      evidence: [heard, `The request has ${request.headers.has('referer') ? 'a' : 'no'} Referer.`],
      fix: 'Send Origin or Referer; a page must not have `Referrer-Policy: no-referrer`.',
    };
  if (
    !facts.says(
      /origin checking failed|origin.{0,40}(?:not match|not allowed|mismatch|invalid)|cross-site (?:post|request)s?\b.{0,30}(?:forbidden|not allowed|blocked)/,
    )
  )
    return undefined;
  const sent = request.header('origin') ?? '';
  const isOwn = sent !== '' && sent === request.origin;
  const marked = isOwn ? undefined : markedDifference(facts, ['Origin', sent || '(none)'], ['called', request.origin]);
  return {
    title: isOwn
      ? 'The CSRF check sees another host or scheme than the one called: a proxy changes them'
      : 'The CSRF check does not trust the origin that the request names',
    evidence: [
      heard,
      isOwn ? 'Origin is the very origin that was called.' : `Origin is not that of the address:\n${marked}`,
    ],
    fix: `Django: \`CSRF_TRUSTED_ORIGINS = ['${facts.showUrl(sent || request.origin).slice(0, 120)}']\` (with scheme and port). Behind a proxy also \`proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;\` and SECURE_PROXY_SSL_HEADER.`,
  };
}

function token(facts: Facts, heard: string): Found | undefined {
  const { header, cookie, field } = csrfParts(facts);
  if (facts.response?.headers.has('x-csrf-token') && !header)
    return {
      title: 'SAP wants its CSRF token',
      evidence: [heard, 'The request has no x-csrf-token.'],
      fix: 'GET the service with `x-csrf-token: Fetch`, and send that answer’s token and cookies with the change.',
    };
  if (!header && !field) return undefined;
  const { name, value } = header ?? { name: 'a field of the body', value: '' };
  if (/%[0-9a-f]{2}/i.test(value) && decoded(value) !== value)
    return {
      title: `The value of ${name} is still percent-encoded, as the cookie is`,
      evidence: [heard, `${name} holds \`%\` sequences.`],
      fix: `Decode it: \`headers: { '${name}': decodeURIComponent(valueOfCookie) }\`.`,
    };
  const hasJavaSession = facts.credentials.some(
    ({ place, name: one }) => place === 'cookie' && /^jsessionid$/i.test(one),
  );
  if (cookie && value === cookie.secret && hasJavaSession)
    return {
      title: 'The header repeats the cookie, and Spring Security 6 expects its token masked (Xor)',
      evidence: [heard, `${name} is the value of the cookie ${facts.quote(cookie.name)}, letter for letter.`],
      fix: 'On the server: `http.csrf((csrf) -> csrf.spa())` (Spring Security 7), or `csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())`.',
    };
  if (cookie && value.length === cookie.secret.length && value !== cookie.secret)
    return {
      title: `${name} is not the value of the cookie ${cookie.name.slice(0, 60)}`,
      evidence: [heard, 'They differ: one of them is older.'],
      fix: 'Read the cookie before each request; it changes at sign-in.',
    };
  if (
    cookie ||
    facts.credentials.some((sent) => sent.place === 'cookie' && (sessionCookie.test(sent.name) || hasJavaSession))
  )
    return {
      evidence: [heard, `The token came in ${name}, with the session’s cookie.`],
      fix: 'Fetch the token again in this session, and send the newest. Instances of one server need one secret (APP_KEY, SECRET_KEY).',
      confidence: 'likely',
    };
  return {
    title: 'The CSRF token came without the session’s cookie that it belongs to',
    evidence: [heard, `The token came in ${name}, and no cookie of a session with it.`],
    fix: "Send the cookies along: `credentials: 'include'` or `withCredentials: true`, a cookie jar in a program (`curl -b jar -c jar`).",
  };
}

export const csrfHeaderMissing: Rule = {
  id: 'csrf-header-missing',
  row: 'H13',
  title: 'The server wants its CSRF token in a header, and the header is missing',
  confidence: 'likely',
  reference,
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const { request, response, outcome } = facts;
    if (!response || /^(?:GET|HEAD|OPTIONS|TRACE)$/.test(request.method)) return undefined;
    const heard = csrfRefusal(facts);
    if (heard === undefined && (request.authorization || outcome !== 'refused')) return undefined;
    const { header, cookie, field } = csrfParts(facts);
    if (header || field) return undefined;
    const seen = cookie
      ? `The cookie ${cookie.name.slice(0, 60)} was sent, and no header repeats its value.`
      : response.headers.all('set-cookie').some((line) => csrfCookie.test(line.split('=', 1)[0] ?? ''))
        ? 'The server sets a CSRF cookie, and no header repeats its value.'
        : undefined;
    if (heard === undefined && seen === undefined) return undefined;
    return {
      evidence: [
        ...(heard === undefined ? [] : [heard]),
        seen ?? 'The request has no CSRF token in a header or in its body.',
      ],
      fix: facts.isCrossOrigin
        ? 'Send the cookie’s value as X-XSRF-TOKEN: in axios `withXSRFToken: true` beside `withCredentials: true`. Fetch the cookie first (`/sanctum/csrf-cookie`).'
        : 'Send the token, decoded, in the header that the framework reads: X-XSRF-TOKEN (Laravel, Spring), X-CSRFToken (Django), X-CSRF-Token (Rails).',
    };
  },
};
