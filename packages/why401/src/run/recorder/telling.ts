import type { Hop } from './hop.ts';

const maxSoftBody = 20_000;
const maxSoftPacked = 2_048;

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** Why an answer is looked at: it may be a refusal, its body may say so under a 200, or it does not matter. */
export type Telling = 'refusal' | 'perhaps' | 'nothing';

/** What the head of an answer tells. */
export function tellingOf(hop: Hop): Telling {
  if (hop.status >= 300 && hop.status !== 304) return 'refusal';
  if (hop.previous !== undefined) return 'refusal';
  if (hop.status !== 200 || hop.method === 'HEAD') return 'nothing';
  let isJson = false;
  let isPacked = false;
  let length = 0;
  for (const [name, value] of hop.responseHeaders) {
    if (name.length < 12 || name.length > 16) continue;
    const key = name.toLowerCase();
    if (key === 'content-type') isJson = /[/+]json\b/i.test(value);
    else if (key === 'content-length') length = Number(value);
    else if (key === 'content-encoding') isPacked = true;
  }
  return isJson && length <= (isPacked ? maxSoftPacked : maxSoftBody) ? 'perhaps' : 'nothing';
}

/** Whether a body under a 200 may be a refusal: GraphQL's code, and what Slack says. */
export function saysRefused(body: string): boolean {
  return body.length <= maxSoftBody && (body.includes('UNAUTHENTICATED') || /"ok"\s{0,3}:\s{0,3}false/.test(body));
}
