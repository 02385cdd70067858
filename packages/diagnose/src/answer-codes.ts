import { isRecord } from './parse-json.ts';

/** Headers that hold a code. */
const codeHeaders = ['x-amzn-errortype', 'x-ms-error-code', 'sb-error-code', 'x-error-code', 'ngrok-error-code'];
const codeMember =
  /code$|^(?:error|errno|errcode|status|statuscode|type|__type|errortype|name|reason|err|ecode|category|classification|slug|error_slug)$/i;

/** The parts of an answer in which codes are. */
interface CodePlaces {
  readonly json: unknown;
  readonly body: string;
  header(name: string): string | undefined;
}

/** Members that hold codes in the answers of products which say so, beside those that hold them everywhere. */
const codeMemberOfProducts = /code$|^(?:id|key|errors?)$/i;

/**
 * Every code that an answer names, as it is written: texts and numbers of members that hold codes, at any depth, of XML
 * the element Code.
 *
 * @param ofProducts looks at more members, and takes names of those that are true. Default: false.
 */
export function answerCodes(response: CodePlaces, ofProducts = false): string[] {
  const { json, body } = response;
  const found: string[] = [];
  const add = (value: unknown) => {
    if (typeof value === 'number' || (typeof value === 'string' && value.length <= 80 && value !== ''))
      found.push(String(value));
  };
  for (const name of codeHeaders) add(response.header(name)?.split(':', 1)[0]);
  let level: unknown[] = [json];
  for (let depth = 0; depth < 6 && level.length > 0 && found.length < 60; depth++) {
    const next: unknown[] = [];
    for (const value of level.slice(0, 40)) {
      if (Array.isArray(value)) next.push(...value.slice(0, 10));
      else if (isRecord(value))
        for (const name of Object.keys(value).slice(0, 60)) {
          const member = value[name];
          if (typeof member === 'object') next.push(member);
          else if (codeMember.test(name) || (ofProducts && codeMemberOfProducts.test(name))) add(member);
          else if (ofProducts && member === true) add(name);
        }
    }
    level = next;
  }
  if (json === undefined)
    for (const match of body.slice(0, 4_096).matchAll(/<(?:\w{1,20}:)?(?:code|faultcode|errorcode)>([^<]{1,80})</gi))
      add(match[1]);
  return found.slice(0, 60);
}
