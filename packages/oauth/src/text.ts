import { printableUrl, withoutSecrets } from '@freshkey/core/adapter';

/** What an answer says, whichever form it has; never a list. */
export type Fields = Readonly<Record<string, unknown>>;

/** The members of a JSON object or a form (GitHub's token endpoint answers with one); none where it is neither. */
export function fieldsOf(text: string): Fields {
  try {
    return Object(JSON.parse(text)) as Fields;
  } catch {
    return /^[\w.~-]+=/.test(text) ? Object.fromEntries(new URLSearchParams(text)) : {};
  }
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text of the server's in quotes behind a colon, without what looks like a secret; nothing where it said nothing. */
export function quoted(text: string | undefined, secrets: readonly (string | undefined)[] = []): string {
  return text === undefined ? '' : `: "${withoutSecrets(text, secrets).replace(/\.$/, '')}"`;
}

/** An address without query and credentials. */
export function shown(url: string | URL): string {
  return printableUrl(String(url));
}

/** An https address, or one of http where the application allows that. */
export function addressOf(text: unknown, allowHttp: boolean): URL | undefined {
  const url = URL.parse(String(text));
  return url?.protocol === 'https:' || (allowHttp && url?.protocol === 'http:') ? url : undefined;
}

export const httpRemedy = 'For a server on this machine set "allowHttp: true"';
