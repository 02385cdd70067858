import type { Facts } from '../../facts.ts';

/** A credential whose text is looked at: of a header or of the URL. */
export interface HeaderValue {
  /** Of the header or parameter, cut. */
  readonly name: string;
  readonly place: 'header' | 'query';
  /** The credential as it was meant: of Authorization without scheme and quotes, else as sent. A secret. */
  readonly value: string;
  /** In lower case; only of Authorization. */
  readonly scheme?: string;
}

/** Credentials in headers and in the URL; cookies, bodies and signatures are not looked at. */
export function headerValues(facts: Facts): HeaderValue[] {
  return facts.credentials.flatMap(({ place, name, secret, scheme }): HeaderValue[] =>
    (place === 'header' || place === 'query') && !/signature/i.test(name) && !(name === 'Authorization' && facts.request.authorization?.hasParams)
      ? [{ name: name.slice(0, 60), place, value: secret, ...(scheme !== undefined && { scheme }) }]
      : [],
  );
}

/** Where a credential came from, as an evidence: `It came from the variable API_TOKEN.` */
export function originText(facts: Facts, name: string): string[] {
  const variable = facts.variableOf(name);
  return variable === undefined ? [] : [`It came from the variable ${variable.slice(0, 80)}.`];
}

/** The variable by its name, or words for it. */
export const variableText = (facts: Facts, name: string): string => facts.variableOf(name)?.slice(0, 80) ?? 'The variable';
