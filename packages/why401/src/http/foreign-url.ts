import { isSensitiveField } from '@freshkey/diagnose';
import { SecretSet } from '../output/secret-set.ts';
import type { OutgoingRequest } from './outgoing.ts';

/**
 * The target of a redirect without what the request's own credentials put into it: a key in the query is as secret as
 * one in a header (RFC 6750 §5.3), and servers copy the query into `Location`. What the server itself hands out on the
 * way (a code, a signed URL) stays.
 *
 * @returns the names of the parameters that were taken out; undefined when a credential stands elsewhere in the URL.
 */
export function withoutOwnSecrets(target: URL, sent: OutgoingRequest): { url: URL; dropped: string[] } | undefined {
  const secrets = new SecretSet();
  secrets.addRequest(sent);
  const own = new URL(sent.url).searchParams;
  const url = new URL(target);
  const dropped: string[] = [];
  for (const [name, value] of [...url.searchParams]) {
    const isCopied = value !== '' && isSensitiveField(name) && own.getAll(name).includes(value);
    if (!isCopied && secrets.clean(value) === value) continue;
    dropped.push(name);
    url.searchParams.delete(name);
  }
  return secrets.clean(decoded(url.href)) === decoded(url.href) ? { url, dropped } : undefined;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
