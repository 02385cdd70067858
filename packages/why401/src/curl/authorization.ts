import type { CredentialSource } from '@freshkey/diagnose';
import { base64Of, readUtf8 } from '../bytes.ts';
import type { CurlCommand } from './curl-command.ts';
import type { Files } from './files.ts';
import { netrcEntry } from './netrc.ts';

/** The `Authorization` that the options of a command make, and where it came from; undefined without any. */
export async function authorizationOf(
  command: CurlCommand,
  url: URL,
  { readFile, netrc }: Files,
  notes: string[],
): Promise<{ value: string; source: CredentialSource } | undefined> {
  if (command.bearer !== undefined) return { value: `Bearer ${command.bearer}`, source: { from: 'argument' } };
  if (command.unsupportedAuth.length > 0) return undefined;
  if (command.user !== undefined) {
    if (!command.user.includes(':'))
      notes.push('-u has no password (user:password); curl would ask for it, here it is empty.');
    return {
      value: basic(command.user.includes(':') ? command.user : `${command.user}:`),
      source: { from: 'argument' },
    };
  }
  if (url.username !== '' || url.password !== '') {
    return { value: basic(`${unescapeUrl(url.username)}:${unescapeUrl(url.password)}`), source: { from: 'url' } };
  }
  if (command.netrc === 'off') return undefined;
  const file = command.netrcFile ?? netrc;
  let text: string;
  try {
    text = readUtf8(await readFile(file, 'The .netrc file'), 1_048_576);
  } catch (error) {
    if (command.netrc === 'optional') return undefined;
    throw error;
  }
  const entry = netrcEntry(text, url.hostname);
  if (!entry) {
    notes.push('The .netrc file has no entry for this host.');
    return undefined;
  }
  return {
    value: basic(`${entry.login}:${entry.password}`),
    source: { from: 'netrc', file: command.netrcFile ?? '~/.netrc' },
  };
}

const basic = (user: string): string => `Basic ${base64Of(user)}`;

const unescapeUrl = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
