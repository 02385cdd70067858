import { UsageError } from '../usage-error.ts';

const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i;
const localHost = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?:[:/?#]|$)/i;

/**
 * The URL of a request. Without a scheme it is https, on this machine http.
 *
 * @throws {UsageError} When it is no URL that HTTP knows. The text is not repeated: it may hold a secret.
 */
export function targetUrl(text: string): URL {
  const trimmed = text.trim();
  const full = hasScheme.test(trimmed) ? trimmed : `${localHost.test(trimmed) ? 'http' : 'https'}://${trimmed}`;
  // curl refuses it as well; most often a quote is missing, and options have become a part of the URL.
  if (/[\s"<>]/.test(trimmed))
    throw new UsageError('The URL has a space or a quote in it: a quote is missing in the command, or one too many.');
  if (!URL.canParse(full))
    throw new UsageError('The URL cannot be read; it must look like https://api.example.com/path.');
  const url = new URL(full);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UsageError('Only http: and https: URLs can be asked.');
  url.hash = '';
  return url;
}
