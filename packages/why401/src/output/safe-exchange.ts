import { redact, redactText, redactUrl } from '@freshkey/diagnose';
import type { HeaderList } from '../http/header-list.ts';
import { isHarmlessHeader } from './header-policy.ts';
import { printable } from './printable.ts';

const bodyShown = 2_000;
const isUrlHeader = new Set(['location', 'content-location', 'referer']);

/** A header's value as it may be shown. */
export const safeHeader = (name: string, value: string): string => {
  const key = name.toLowerCase();
  if (isUrlHeader.has(key)) return printable(safeUrl(value));
  if (isHarmlessHeader(key)) return printable(redactText(value));
  if (key === 'cookie' || key === 'set-cookie')
    return value
      .split(';')
      .slice(0, key === 'cookie' ? 100 : 1)
      .map(safePair)
      .join('; ');
  const [, scheme, credential] = /^([A-Za-z][\w-]{0,20}) (?! )([\s\S]+)$/.exec(value) ?? [];
  if (/authorization$/.test(key) && scheme !== undefined && credential !== undefined)
    return `${scheme} ${redactShown(credential)}`;
  return redactShown(value);
};

const safePair = (pair: string): string => {
  const at = pair.indexOf('=');
  const name = at < 0 ? '' : pair.slice(0, at).trim();
  // A cookie's name is not chosen to be secret, but text without a name may be.
  return name === '' || name.length > 60 ? '[hidden]' : `${printable(redactText(name))}=[hidden]`;
};

const shownAsIs = /^(?:undefined|null|NaN|\[object \w{1,20}\]|true|false|\d{1,5})$/;
const redactShown = (value: string): string => (shownAsIs.test(value) ? value : redact(value));

export const safeHeaders = (headers: HeaderList): HeaderList =>
  headers.map(([name, value]) => [
    printable(name.length > 80 ? `${name.slice(0, 60)}…` : name),
    safeHeader(name, value),
  ]);

/** A URL with everything cut that may be a credential, by name or by looks. */
export const safeUrl = (url: string): string =>
  printable(redactUrl(url)).replace(/([?&][^=&#]{1,200}=)([^&#]{16,})/g, (_, name: string, value: string) =>
    /^[a-z._~-]*$/i.test(value) || value.includes('[hidden]') || value.includes('(length ')
      ? name + value
      : `${name}[hidden]`,
  );

/** The beginning of an answer's body, credentials cut. */
export const safeBody = (body: string): string => {
  const text = printable(redactText(body.slice(0, bodyShown * 4)));
  return text.length > bodyShown ? `${text.slice(0, bodyShown)}…` : text;
};

/** What is said of a request's body in place of it. */
export const bodyNote = (bytes: number, contentType: string | undefined): string =>
  `[${bytes} bytes${contentType === undefined ? '' : ` of ${printable(contentType.split(';', 1)[0] as string)}`}, not shown]`;
