import type { Facts } from '../../facts.ts';
import { isRecord } from '../../parse-json.ts';

const codeMember = /code$|^(?:error|errno|status|type|name|reason|err|ecode|id|key|errors?)$/i;

/** Every code that an answer names, at any depth: texts and numbers of members that hold codes, names of those that are true. At most 60. */
export function answerCodes({ response }: Facts): string[] {
  const found: string[] = [...(response?.messages ?? [])];
  let level: unknown[] = [response?.json];
  for (let depth = 0; depth < 6 && level.length > 0 && found.length < 60; depth++) {
    const next: unknown[] = [];
    for (const value of level.slice(0, 40)) {
      if (Array.isArray(value)) next.push(...value.slice(0, 10));
      else if (isRecord(value))
        for (const [name, member] of Object.entries(value).slice(0, 60)) {
          if (typeof member === 'object') next.push(member);
          else if (member === true) found.push(name);
          else if (codeMember.test(name) && (typeof member === 'number' || isShort(member))) found.push(String(member));
        }
    }
    level = next;
  }
  return found.slice(0, 60);
}

const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= 80;
