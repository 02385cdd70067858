import type { Failure } from '../judging/failure.ts';
import type { Diagnose, Diagnosis } from './diagnosis.ts';
import type { Events } from './events.ts';

const formType: [string, string] = ['content-type', 'application/x-www-form-urlencoded'];
const jsonType: [string, string] = ['content-type', 'application/json'];

/** The refusal of the token endpoint, explained where `diagnose` is configured. */
export function diagnoseRefusal(
  { diagnose, now }: { readonly diagnose: Diagnose | undefined; readonly now: () => number },
  { answer }: Pick<Failure, 'answer'>,
  events: Events,
): Diagnosis | undefined {
  if (!diagnose || !answer) return undefined;
  const { url, status, body } = answer;
  const request = { method: 'POST', url, headers: [formType], body: 'grant_type=refresh_token' };
  const response = { status, headers: [jsonType], body };
  return events.attempt('diagnose', () => diagnose({ request, response }, { now: now() }));
}
