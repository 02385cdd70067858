import type { RequestFacts } from '../../request-facts.ts';
import type { SentCredential } from '../../sent-credentials.ts';
import type { CredentialForm } from '../product.ts';

/** A line such as `X-Api-Key: $KEY`, `?key=$KEY` or `/bot$TOKEN/`, taken apart. */
export interface FormLine {
  readonly place: 'header' | 'query' | 'path';
  /** Of the header, in lower case, or of the parameter; of a path what stands before the secret. */
  readonly name: string;
  /** In lower case; of Authorization alone: `''` where the bare token is sent. */
  readonly scheme?: string;
  /** What follows the name, and the scheme if there is one. */
  readonly value: string;
}

const lines = new Map<string, FormLine>();

/** Takes a line apart, once. */
export function formLine(line: string): FormLine {
  const known = lines.get(line);
  if (known) return known;
  const read = readLine(line);
  lines.set(line, read);
  return read;
}

function readLine(line: string): FormLine {
  if (line.startsWith('?')) {
    const at = line.indexOf('=');
    return { place: 'query', name: line.slice(1, at), value: line.slice(at + 1) };
  }
  if (line.startsWith('/')) return { place: 'path', name: line.slice(0, line.indexOf('$')), value: line };
  const at = line.indexOf(': ');
  const name = line.slice(0, at).toLowerCase();
  const value = line.slice(at + 2);
  if (name !== 'authorization') return { place: 'header', name, value };
  const space = value.indexOf(' ');
  return space < 0
    ? { place: 'header', name, scheme: '', value }
    : { place: 'header', name, scheme: value.slice(0, space).toLowerCase(), value: value.slice(space + 1) };
}

/** Whether a credential was sent in that form. */
function isSentAs({ send }: Pick<CredentialForm, 'send'>, sent: SentCredential): boolean {
  const { place, name, scheme } = formLine(send);
  if (place === 'path') return sent.place === 'path';
  if (place === 'query') return sent.place === 'query' && sent.name.toLowerCase() === name.toLowerCase();
  // User information of the URL arrives as Basic.
  if (sent.place === 'userinfo') return scheme === 'basic';
  if (sent.place !== 'header' || sent.name.toLowerCase() !== name) return false;
  return scheme === undefined || scheme === (sent.scheme ?? '');
}

/** Whether the request has what that line writes, the value aside. */
export function hasLine(line: string, { headers, location, authorization }: RequestFacts): boolean {
  const { place, name, scheme } = formLine(line);
  if (place === 'query') return location?.searchParams.has(name) === true;
  if (place === 'path') return location?.pathname.startsWith(name) === true;
  return scheme === undefined
    ? headers.has(name)
    : authorization !== undefined && (authorization.scheme ?? '') === scheme;
}

/** What the request has in the place of that line: of a header other than Authorization, or of a parameter. A secret. */
export function valueAt(line: string, { headers, location }: RequestFacts): string | undefined {
  const { place, name, scheme } = formLine(line);
  if (place === 'query') return location?.searchParams.get(name) ?? undefined;
  return place === 'header' && scheme === undefined ? headers.all(name)[0] : undefined;
}

/** Whether one of the request's credentials was sent in that form. */
export function isInForm(form: CredentialForm, { credentials, request }: FormFacts): boolean {
  return credentials.some((sent) => isSentAs(form, sent)) || hasLine(form.send, request);
}

/** What is looked at of an exchange. */
interface FormFacts {
  readonly credentials: readonly SentCredential[];
  readonly request: RequestFacts;
}

/** Forms in which a credential is to be sent, the usual one first. */
export interface FittingForms {
  readonly forms: readonly CredentialForm[];
  /** Whether the credential's own beginning or looks show what it is. */
  readonly isKnown: boolean;
}

/** Forms for these texts (a token; the user and password of Basic): those that they fit, else those that nothing tells. */
export function fittingForms(all: readonly CredentialForm[], texts: readonly string[]): FittingForms {
  const own = all.filter((form) => texts.some((text) => isOfKind(form, text) === true));
  // What is too short for a token tells nothing by itself, and fits where another form knows it.
  if (own.length > 0)
    return {
      forms: all.filter((form) => own.includes(form) || texts.some((text) => begins(form, text))),
      isKnown: true,
    };
  const open = all.filter(({ token }) => token === undefined);
  return { forms: open.length > 0 ? open : all, isKnown: false };
}

function begins({ token }: CredentialForm, text: string): boolean {
  return typeof token === 'string' && text.startsWith(token);
}

/** Whether a token is of the kind that the form tells by its beginning or looks; undefined if nothing tells. */
export function isOfKind({ token }: Pick<CredentialForm, 'token'>, text: string): boolean | undefined {
  if (token === undefined) return undefined;
  return typeof token === 'string' ? text.startsWith(token) && text.length > token.length + 3 : token.test(text);
}
