import type { Facts } from '../../facts.ts';

/** Where a credential came from, as an evidence: `It came from the variable API_TOKEN.` */
export function originText(facts: Facts, name: string): string[] {
  const variable = facts.variableOf(name);
  return variable === undefined ? [] : [`It came from the variable ${variable.slice(0, 80)}.`];
}

/** The variable by its name, or words for it. */
export function variableText(facts: Facts, name: string): string {
  return facts.variableOf(name)?.slice(0, 80) ?? 'The variable';
}
