import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CredentialSource } from '@freshkey/diagnose';
import type { CurlCommand } from './curl-command.ts';
import type { Variables } from './lexed.ts';
import { netrcEntry } from './netrc.ts';
import { readNamedFile } from './read-file.ts';

/** The `Authorization` that the options of a command make, and where it came from; undefined without any. */
export const authorizationOf = async (
  command: CurlCommand,
  url: URL,
  env: Variables,
  notes: string[],
): Promise<{ value: string; source: CredentialSource } | undefined> => {
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
  const file = command.netrcFile ?? env.NETRC ?? join(env.HOME ?? homedir(), '.netrc');
  let text: string;
  try {
    text = (await readNamedFile(file, 'The .netrc file')).toString('utf8').slice(0, 1_048_576);
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
};

const basic = (user: string): string => `Basic ${Buffer.from(user).toString('base64')}`;

const unescapeUrl = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
