import { isRecord } from '../parse-json.ts';
import { beginningOf } from '../plain-words.ts';
import type { ResponseFacts } from '../response-facts.ts';

/** An error as XML or JSON tells it. Texts are as sent; show through `facts.quote`. */
export interface ServerError {
  /** `SignatureDoesNotMatch`, without the name space that some put before it. Empty if there is none. */
  readonly code: string;
  readonly message: string;
  /** The text of an element, or of a member of the object that holds the message. Empty if there is none. */
  field(name: string): string;
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#34': '"',
  '#10': '\n',
  '#xA': '\n',
  amp: '&',
};

export function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|#39|#34|#10|#xA|amp);/g, (_, name: string) => entities[name] ?? '');
}

/** The text of the first element of that name. Linear. */
function elementText(xml: string, name: string): string {
  const open = xml.indexOf(`<${name}>`);
  if (open < 0) return '';
  const start = open + name.length + 2;
  const end = xml.indexOf(`</${name}>`, start);
  return end < 0 ? '' : unescaped(xml.slice(start, end));
}

/** The text of a member; of a list, of its first. */
const textOf = (value: unknown): string => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one : typeof one === 'number' ? String(one) : '';
};

const memberOf = (record: Record<string, unknown>, names: readonly string[]): string => {
  for (const key of Object.keys(record).slice(0, 60))
    if (names.includes(key.toLowerCase())) {
      const text = textOf(record[key]);
      if (text) return text;
    }
  return '';
};

const codeNames = ['__type', 'code', 'errorcode', 'retcode', 'error'];
const messageNames = [
  'message',
  'msg',
  'retmsg',
  'error_description',
  'detail',
  'description',
  'error_message',
  'errormessage',
  'title',
  'error',
];

/** The object in which an error tells its message, the outermost first. */
function messageHolder(json: unknown): Record<string, unknown> | undefined {
  let level: unknown[] = [json];
  for (let depth = 0; depth < 4; depth++) {
    const next: unknown[] = [];
    for (const value of level.slice(0, 10)) {
      if (Array.isArray(value)) next.push(...value.slice(0, 5));
      else if (isRecord(value)) {
        if (memberOf(value, messageNames)) return value;
        next.push(...Object.values(value).slice(0, 20));
      }
    }
    level = next;
  }
  return undefined;
}

/** What an answer says went wrong; code and message are empty where it says nothing that can be read. */
export function serverErrorOf(response: ResponseFacts): ServerError {
  const { body, json } = response;
  const named = (response.header('x-amzn-errortype') ?? '').split(':', 1)[0] ?? '';
  if (json !== undefined) {
    const holder = messageHolder(json) ?? {};
    const outer = isRecord(json) ? json : {};
    const code = named || memberOf(holder, codeNames) || memberOf(outer, codeNames);
    return {
      code: code.slice(code.lastIndexOf('#') + 1),
      message: memberOf(holder, messageNames),
      field: (name) => textOf(holder[name]),
    };
  }
  const isXml = /^\s{0,20}<(?!!doctype|html)/i.test(body) && !response.isHtml;
  const field = (name: string) => (isXml ? elementText(body, name) : '');
  return {
    code: named || field('Code'),
    message: isXml ? field('Message') || field('message') : (response.messages[0] ?? ''),
    field,
  };
}

/** The first sentence or two of a message, without the canonical texts that may follow. */
export function openingOf(message: string): string {
  return beginningOf(message.split(/\n|The Canonical String/, 1)[0] ?? '', 190);
}
