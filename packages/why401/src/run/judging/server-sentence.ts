import { redactText } from '@freshkey/diagnose';
import { headerValues } from '../../http/header-list.ts';
import { printableLine } from '../../output/printable.ts';

const maxLength = 300;
const maxBody = 20_000;
const keys = [
  'error_description',
  'message',
  'detail',
  'error_message',
  'errorMessage',
  'msg',
  'title',
  'reason',
  'error',
];
const inside = ['error', 'errors', 'fault', 'response', 'data', 'meta'];

/** The server's own sentence about a refusal: of the challenge, else of the body; undefined if it says nothing. */
export function serverSentence(
  headers: readonly (readonly [string, string])[],
  body: string | undefined,
): string | undefined {
  const said = ofChallenge(headers) ?? ofBody(body ?? '');
  const line = said === undefined ? '' : printableLine(redactText(said));
  if (line === '') return undefined;
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

const ofChallenge = (headers: readonly (readonly [string, string])[]): string | undefined => {
  const challenge = headerValues(headers, 'www-authenticate').join(', ').slice(0, 8_192);
  const [, described] = /error_description="((?:[^"\\]|\\.){1,2000})"/i.exec(challenge) ?? [];
  return described?.replace(/\\(.)/g, '$1');
};

const ofBody = (body: string): string | undefined => {
  const text = body.trim();
  if (text === '' || text.length > maxBody) return undefined;
  if (/^[{[]/.test(text)) {
    try {
      return messageIn(JSON.parse(text), 0);
    } catch {
      return undefined;
    }
  }
  if (text.startsWith('<')) {
    const [, said] =
      /<(?:Message|faultstring|title|h1)>([^<]{1,500})<\//i.exec(text.replace(/<\?[^>]{0,200}\?>/, '')) ?? [];
    return said;
  }
  return text.length <= maxLength && !text.includes('\n\n') ? text : undefined;
};

const messageIn = (value: unknown, depth: number): string | undefined => {
  if (depth > 3 || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : messageIn(value[0], depth + 1);
  const record = value as Readonly<Record<string, unknown>>;
  for (const key of keys) {
    const said = record[key];
    // A code is no sentence while there may be one further in.
    if (typeof said === 'string' && said.trim() !== '' && (key !== 'error' || /\s/.test(said))) return said;
  }
  for (const key of inside) {
    const said = messageIn(record[key], depth + 1);
    if (said !== undefined) return said;
  }
  return typeof record.error === 'string' ? record.error : undefined;
};
