import type { Facts } from './facts.ts';
import { correctedCommand } from './products/reading/corrected-command.ts';
import type { SentCredential } from './sent-credentials.ts';

/** The name that the secret of a credential has where it comes from, else one that says what it is. */
const variableFor = (facts: Facts, sent: SentCredential | undefined, otherwise: string): string => {
  const known = sent && facts.variableOf(sent.name);
  return known !== undefined && /^[A-Za-z_]\w{0,60}$/.test(known) ? known : otherwise;
};

/** The line of a header that carries a credential by that scheme, the secret as a variable. */
export function lineFor(facts: Facts, scheme: string): string {
  const sent = facts.credentials[0];
  if (/^basic$/i.test(scheme)) return 'Authorization: Basic $API_USER:$API_PASSWORD';
  return `Authorization: ${scheme} $${variableFor(facts, sent, 'API_TOKEN')}`;
}

/** The request as a command with this line in place of the credentials that were sent. Empty where nobody may copy it. */
export function correctedRequest(facts: Facts, line: string): string[] {
  if (facts.request.location === undefined || facts.isTokenAlone) return [];
  return [correctedCommand(facts, [line]).replace(/^`|`$/g, '')];
}
