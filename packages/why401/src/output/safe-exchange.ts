import { isSensitiveHeader, redact, redactText, redactUrl } from '@freshkey/diagnose/rules';
import type { HeaderList } from '../http/header-list.ts';
import { isHarmlessHeader, isHeaderName, isRequestId } from './header-policy.ts';
import { printable } from './printable.ts';

const bodyShown = 2_000;
const urlHeaders = new Set(['location', 'content-location', 'referer']);
const schemes =
  /^(?:bearer|basic|digest|dpop|token|bot|apikey|api-key|ssws|hawk|negotiate|ntlm|mac|signature|aws4-hmac-sha256)$/i;
const shownAsIs = /^(?:undefined|null|NaN|\[object \w{1,20}\]|true|false|\d{1,5})$/;

/** Words, numbers, versions and dates, which no credential is. */
const plain = /^(?:[A-Za-z][A-Za-z ,;:/=+._-]{0,60}|v?\d{1,4}(?:[.-]\d{1,4}){0,3}|\d{1,6})$/;
const attribute = /^(?:path|domain|expires|max-age|samesite|secure|httponly|partitioned|priority)(?:=|$)/i;

/** A header's value as it may be shown. */
const safeHeader = (name: string, value: string, side: Side): string => {
  const key = name.toLowerCase();
  if (urlHeaders.has(key)) return safeUrl(value);
  if (isRequestId(key) && value.length <= 200) return printable(value);
  if (isHarmlessHeader(key)) return printable(withoutRuns(redactText(value)));
  if (key === 'cookie') return value.split(';').slice(0, 100).map(safePair).join('; ');
  if (key === 'set-cookie') return safeSetCookie(value);
  // What the server says under names of its own is hardly ever a credential; what is sent under such names may well be.
  if (!isSensitiveHeader(key) && isHeaderName(name) && (side === 'response' || plain.test(value)))
    return printable(withoutRuns(redactText(value)));
  const space = value.indexOf(' ');
  const scheme = value.slice(0, Math.max(space, 0));
  return schemes.test(scheme) ? `${scheme} ${redactShown(value.slice(space + 1))}` : redactShown(value);
};

const redactShown = (value: string): string => (shownAsIs.test(value) ? value : redact(value));

const safePair = (pair: string): string => {
  const name = pair.slice(0, Math.max(pair.indexOf('='), 0)).trim();
  return cookieName.test(name) ? `${withoutRuns(redactText(name))}=[hidden]` : '[hidden]';
};

const cookieName = /^[A-Za-z_.$][\w.$-]{0,80}$/;

const safeSetCookie = (value: string): string => {
  const [pair = '', ...attributes] = value.split(';', 20);
  const shown = attributes.map((text) => text.trim()).filter((text) => attribute.test(text));
  return [safePair(pair), ...shown.map((text) => printable(withoutRuns(redactText(text))))].join('; ');
};

/** Whose headers they are. */
type Side = 'request' | 'response';

/**
 * Headers as they may be shown, credentials cut by value: names of cookies, what is harmless, and ids of requests stay.
 *
 * @param side whose headers they are: what a request sends under an unknown name is cut unless it is plain. Default:
 * `'request'`.
 */
export function safeHeaders(headers: HeaderList, side: Side = 'request'): HeaderList {
  return headers.map(([name, value]) => [
    isHeaderName(name) ? name : `[no header name, length ${name.length}]`,
    safeHeader(name, value, side),
  ]);
}

/** A URL with everything cut that may be a credential, by name or by looks. */
export function safeUrl(url: string): string {
  return printable(withoutRuns(redactUrl(url))).replace(
    /([?&][^=&#]{1,200}=)([^&#]{16,})/g,
    (_, name: string, value: string) =>
      /^[a-z._~-]*$/i.test(value) || value.includes('[hidden]') || value.includes('(length ')
        ? name + value
        : `${name}[hidden]`,
  );
}

const identifier = /^(?:[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Text without the runs of letters and digits that no word is: they may be keys. Identifiers of well-known forms stay. */
const withoutRuns = (text: string): string =>
  text.replace(/[\w~+-]{18,}/g, (run) => {
    const digits = run.replace(/\D/g, '').length;
    return digits < 3 || digits === run.length || identifier.test(run) ? run : redact(run);
  });

/** The beginning of an answer's body, credentials cut. */
export function safeBody(body: string): string {
  const text = printable(redactText(body.slice(0, bodyShown * 4)));
  return text.length > bodyShown ? `${text.slice(0, bodyShown)}…` : text;
}

/** What is said of a request's body in place of it. */
export function bodyNote(bytes: number, contentType: string | undefined): string {
  const type = contentType?.split(';', 1)[0] as string;
  return `[${bytes} bytes${contentType === undefined ? '' : ` of ${safeHeader('Content-Type', type, 'request')}`}, not shown]`;
}
