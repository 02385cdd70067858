import type { Row } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import type { Found, Rule } from '../rule.ts';
import { markedDifference } from './differences.ts';
import { readWebhook } from './webhook-senders.ts';

const reference =
  'OWASP: CSRF prevention; documentation of Django, Laravel, Rails, Spring Security, Jenkins and axios on CSRF tokens';
const covers: readonly Row[] = ['A01', 'A02', 'A11', 'A16', 'J33', 'E02', 'E10', 'D22', 'A08'];

const csrfName = /c[sr]rf|xsrf|crumb|requestverificationtoken|antiforgery/i;
const csrfCookie = /^(?:__host-|__secure-)?[\w.-]{0,40}(?:csrf|xsrf|csrftoken)[\w.-]{0,40}$/i;
const sessionCookie = /sess|^(?:sid|jsessionid|phpsessid|connect\.sid|asp\.net_sessionid)$/i;
const csrfWords =
  /c[sr]rf|xsrf|cross.site|page expired|invalidauthenticitytoken|authenticity token|crumb|antiforgery|origin checking failed|referer checking failed|forgery/;

const isUnsafe = ({ request }: Facts): boolean => !/^(?:GET|HEAD|OPTIONS|TRACE)$/.test(request.method);

interface CsrfParts {
  readonly header?: { readonly name: string; readonly value: string };
  readonly cookie?: { readonly name: string; readonly secret: string };
  /** Whether a field of the body, or a parameter, holds a token. */
  readonly field: boolean;
}

function csrfParts({ request, credentials }: Facts): CsrfParts {
  const found = request.headers.list.find(([name]) => csrfName.test(name) && name.toLowerCase() !== 'cookie');
  const cookie = credentials.find(({ place, name }) => place === 'cookie' && csrfCookie.test(name));
  return {
    ...(found && { header: { name: found[0].slice(0, 60), value: found[1].trim() } }),
    ...(cookie && { cookie }),
    field:
      /(?:^|[&"])(?:_?csrf\w{0,30}|csrfmiddlewaretoken|_?xsrf\w{0,10}|_token|authenticity_token|__RequestVerificationToken|nonce|security)["=]/i.test(
        request.body.slice(0, 4_096),
      ) || /[?&](?:_?csrf|_?xsrf|crumb)\w{0,20}=/i.test(request.location?.search ?? ''),
  };
}

/** Whether the answer refuses for the sake of CSRF: by its words, by Laravel's 419, or by SAP's header. */
function isCsrfRefusal(facts: Facts): boolean {
  const { response, status } = facts;
  if (!response || status < 400 || status >= 500) return false;
  return status === 419 || facts.says(csrfWords) || /^required$/i.test(response.header('x-csrf-token') ?? '');
}

/** Percent-encoding undone; the text itself where it is none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const heardOf = (facts: Facts): string[] => {
  const heard = facts.heard(csrfWords);
  if (heard !== undefined) return [heard];
  return facts.status === 419 ? ['The answer is a 419, with which Laravel says that the page has expired.'] : [];
};

export const csrfRefused: Rule = {
  id: 'csrf-check-failed',
  row: 'H13',
  title: 'The CSRF token that came is not the one of this session',
  confidence: 'proof',
  reference,
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    if (!isUnsafe(facts) || !isCsrfRefusal(facts)) return undefined;
    return webhook(facts) ?? origin(facts) ?? sap(facts) ?? spelling(facts);
  },
};

function webhook(facts: Facts): Found | undefined {
  const delivery = readWebhook(facts.request);
  return (
    delivery && {
      title: 'The webhook runs into the CSRF check, which only pages of the application can pass',
      evidence: [
        ...heardOf(facts),
        `The request is a delivery of ${delivery.sender.name}, which cannot know a CSRF token.`,
      ],
      fix: "Exempt this route from the CSRF check, and verify the webhook’s signature there: Laravel `$middleware->validateCsrfTokens(except: ['webhooks/*'])`, Django `@csrf_exempt`, Rails `skip_forgery_protection`, Spring `csrf.ignoringRequestMatchers(…)`.",
    }
  );
}

function origin(facts: Facts): Found | undefined {
  const { request } = facts;
  const sent = request.header('origin') ?? '';
  if (facts.says(/referer checking failed|referrer header is missing|referer is (?:missing|insecure|malformed)/))
    return {
      title: 'The CSRF check wants a Referer header, and none that fits came',
      evidence: [
        ...heardOf(facts),
        request.headers.has('referer') ? 'The request has a Referer.' : 'The request has no Referer.',
      ],
      fix: 'Send Origin or Referer: a page must not have `Referrer-Policy: no-referrer`, a program sets `Referer: <address of the site>` itself.',
    };
  if (
    !facts.says(
      /origin checking failed|origin.{0,40}(?:not match|not allowed|mismatch|invalid)|cross-site (?:post|request)/,
    )
  )
    return undefined;
  const isOwn = sent !== '' && sent === request.origin;
  const host = request.header('host') ?? request.location?.host ?? '';
  const difference =
    sent === '' || isOwn ? undefined : markedDifference(facts, ['Origin', sent], ['called', request.origin]);
  return {
    title: isOwn
      ? 'The CSRF check compares Origin with another host or scheme: a proxy in front of the application changes them'
      : 'The CSRF check does not trust the origin that the request names',
    evidence: [
      ...heardOf(facts),
      isOwn
        ? `Origin is the very origin that was called, ${facts.showUrl(sent)}.`
        : (difference?.replace(/^/, 'Origin is not that of the address:\n') ??
          `Origin is ${facts.quote(sent || 'absent')}.`),
    ],
    fix: `Django: \`CSRF_TRUSTED_ORIGINS = ['${facts.showUrl(sent || request.origin).slice(0, 120)}']\` (scheme and port belong to it). Behind a proxy also pass on what was called: nginx \`proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;\` (Host with its port: ${facts.quote(host)}), with SECURE_PROXY_SSL_HEADER and USE_X_FORWARDED_HOST; SvelteKit \`ORIGIN\`, Rails \`config.force_ssl\` or \`assume_ssl\`.`,
  };
}

function sap(facts: Facts): Found | undefined {
  if (!/^required$/i.test(facts.response?.header('x-csrf-token') ?? '')) return undefined;
  return {
    title: 'SAP wants its CSRF token, fetched in the same session',
    evidence: [...heardOf(facts), 'The answer says `x-csrf-token: Required`.'],
    fix: 'GET the service with `x-csrf-token: Fetch`, and send the token of that answer together with its cookies with the change.',
  };
}

function spelling(facts: Facts): Found | undefined {
  const { header, cookie, field } = csrfParts(facts);
  const heard = heardOf(facts);
  if (!header) return field ? noSession(facts, heard, 'The body has a CSRF token.') : undefined;
  if (/%[0-9a-f]{2}/i.test(header.value) && decoded(header.value) !== header.value)
    return {
      title: `The value of ${header.name} is still percent-encoded, as the cookie is`,
      evidence: [
        ...heard,
        `${header.name} holds \`%\` sequences: ${cookie ? `it is the text of the cookie ${facts.quote(cookie.name)} as it stands` : 'cookies hold such text'}, not the token.`,
      ],
      fix: `Decode it: \`headers: { '${header.name}': decodeURIComponent(valueOfCookie) }\`. axios does so by itself with \`withXSRFToken: true\`.`,
    };
  if (
    cookie &&
    header.value === cookie.secret &&
    facts.says(/invalid csrf token|access.?denied|forbidden|csrf token/) &&
    /^x-xsrf-token$/i.test(header.name) &&
    facts.credentials.some(({ place, name }) => place === 'cookie' && /^jsessionid$|^session$/i.test(name))
  )
    return {
      title: 'The header repeats the cookie, and Spring Security expects its token masked (Xor, against BREACH)',
      evidence: [
        ...heard,
        `${header.name} is the value of the cookie ${facts.quote(cookie.name)}, letter for letter: the header is not what is wrong.`,
      ],
      fix: 'On the server take the plain token for single-page applications: `http.csrf((csrf) -> csrf.spa())` (Spring Security 7), or `csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())` with `CookieCsrfTokenRepository.withHttpOnlyFalse()`.',
    };
  if (
    cookie &&
    header.value.length === cookie.secret.length &&
    header.value !== cookie.secret &&
    header.value !== decoded(cookie.secret)
  )
    return {
      title: `${header.name} is not the value of the cookie ${cookie.name.slice(0, 60)}`,
      evidence: [...heard, 'Both are as long as each other and differ: one of them is older.'],
      fix: 'Read the cookie right before each request; the token changes when somebody signs in.',
    };
  return noSession(facts, heard, `The request has ${header.name}.`);
}

function noSession(facts: Facts, heard: readonly string[], what: string): Found | undefined {
  const hasSession = facts.credentials.some(
    ({ place, name }) => place === 'cookie' && (sessionCookie.test(name) || csrfCookie.test(name)),
  );
  if (hasSession)
    return {
      title: 'The server does not accept the CSRF token: it is of another session, or has run out',
      evidence: [...heard, what, 'It has the session’s cookie as well.'],
      fix: 'Fetch page or token again in this session (tokens change at sign-in and end with the session), and send the newest. Several instances of the server need one secret (APP_KEY, SECRET_KEY, machine key).',
      confidence: 'likely',
    };
  return {
    title: 'The CSRF token came without the session’s cookie that it belongs to',
    evidence: [...heard, what, 'It has no cookie of a session.'],
    fix: "Send the cookies along: `credentials: 'include'` or `withCredentials: true` in a page, a cookie jar in a program (`curl -b jar -c jar`); across sites the cookie needs `SameSite=None; Secure`.",
  };
}

export const csrfHeaderMissing: Rule = {
  id: 'csrf-header-missing',
  row: 'H13',
  title: 'The server wants its CSRF token in a header, and the header is missing',
  confidence: 'likely',
  reference,
  covers,
  find(facts) {
    const { request, response } = facts;
    if (!response || !isUnsafe(facts)) return undefined;
    const { header, cookie, field } = csrfParts(facts);
    if (header || field || (request.authorization && !isCsrfRefusal(facts))) return undefined;
    const evidence: string[] = [];
    if (cookie) evidence.push(`The cookie ${cookie.name.slice(0, 60)} was sent, and no header repeats its value.`);
    else if (response.headers.all('set-cookie').some((line) => csrfCookie.test(line.split('=', 1)[0] ?? '')))
      evidence.push('The server sets a CSRF cookie, and no header repeats its value.');
    const heard = isCsrfRefusal(facts) ? heardOf(facts) : [];
    evidence.unshift(...heard);
    if (evidence.length === 0) return undefined;
    if (heard.length > 0 && evidence.length === 1)
      evidence.push('The request has no CSRF token in a header or in its body.');
    return {
      evidence,
      fix: facts.isCrossOrigin
        ? 'Send the cookie’s value as X-XSRF-TOKEN: in axios `withXSRFToken: true` beside `withCredentials: true`, since across origins it does not do so by itself. Fetch the cookie first (`/sanctum/csrf-cookie`).'
        : 'Send the token in the header that the framework reads (X-XSRF-TOKEN for Laravel and Spring, X-CSRFToken for Django, X-CSRF-Token for Rails), decoded; fetch it first if it is not there.',
    };
  },
};
