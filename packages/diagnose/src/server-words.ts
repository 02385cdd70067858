import { isRecord } from './parse-json.ts';
import { beginningOf } from './plain-words.ts';

const messageKeys = new Set([
  'error_description',
  'message',
  'detail',
  'details',
  'error',
  'errors',
  'title',
  'reason',
  'msg',
  'description',
  'error_message',
  'errormessage',
  'fault',
  'faultstring',
  'code',
  'type',
  'status',
  'error_code',
  'errorcode',
  'hint',
  'messages',
  'extensions',
  'error_summary',
  'errorsummary',
  '__type',
  'response',
  'metadata',
  'info',
  'more_info',
  'developermessage',
  'innererror',
  'statusmessage',
  'detailedmessage',
  'body',
  'category',
  'err',
  'meta',
  'errmsg',
  'errormsg',
  'classification',
  'errortype',
  'error_slug',
  'root_cause',
  'cause',
  'status_message',
  'error_details',
  'errordetail',
  'exceptionmessage',
  'responsestatus',
]);

/** Texts that an error in JSON holds, the outermost first: at most 16, each cut to 500 characters. */
export function jsonMessages(json: unknown): string[] {
  const found: string[] = [];
  let level: unknown[] = [json];
  for (let depth = 0; depth < 5 && level.length > 0 && found.length < 16; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (Array.isArray(value)) {
        for (const item of value.slice(0, 5)) {
          if (typeof item === 'string') found.push(beginningOf(item, 500));
          else next.push(item);
        }
      } else if (isRecord(value)) {
        for (const key of Object.keys(value).slice(0, 60)) {
          const member = value[key];
          if (!messageKeys.has(key.toLowerCase())) continue;
          if (typeof member === 'string') found.push(beginningOf(member, 500));
          else if (typeof member === 'object') next.push(member);
        }
      }
    }
    level = next.slice(0, 20);
  }
  return found.slice(0, 16);
}

/** Whether a text is XML that is no HTML page. */
export function isXml(text: string): boolean {
  return /^\s{0,20}(?:<\?xml\b|<[A-Za-z][\w:.-]{0,40}(?:\s[^>]{0,500})?>)/.test(text);
}

/** Texts of an XML document's elements that hold nothing but text, the first 16, each cut to 500 characters. Linear. */
export function xmlTexts(xml: string): string[] {
  const found: string[] = [];
  for (const piece of xml.slice(0, 16_384).split('<')) {
    const end = piece.indexOf('>');
    if (end < 0 || piece.startsWith('/') || piece.startsWith('?') || piece.startsWith('!')) continue;
    const text = piece
      .slice(end + 1)
      .replace(/\s+/g, ' ')
      .trim();
    if (text !== '' && found.push(beginningOf(text, 500)) >= 16) break;
  }
  return found;
}

/** What a reader sees of an HTML page: text without tags, scripts and styles, white space folded; at most 1,000 characters. Linear. */
export function htmlText(html: string): string {
  let text = '';
  let skipping = '';
  for (const [index, piece] of html.slice(0, 16_384).split('<').entries()) {
    const end = piece.indexOf('>');
    // What stands before the first tag, or after a `<` that begins none, is text.
    if (skipping === '' && (index === 0 || !/^[a-zA-Z/!?]/.test(piece))) {
      text += index === 0 ? piece : ` <${piece}`;
      continue;
    }
    const tag = /^\/?[a-zA-Z]{1,12}/.exec(piece)?.[0].toLowerCase() ?? '';
    if (skipping) {
      if (tag === `/${skipping}`) skipping = '';
      else continue;
    } else if (tag === 'script' || tag === 'style' || tag === 'svg') {
      skipping = tag;
      continue;
    }
    text += ` ${end < 0 ? '' : piece.slice(end + 1)}`;
    if (text.length > 4_000) break;
  }
  return beginningOf(text.replace(/\s+/g, ' ').trim(), 1_000);
}
