import type { Facts } from '../../facts.ts';
import { formLine } from './credential-form.ts';

/** Within double quotes of a shell. Variables stay variables. */
const quoted = (text: string): string => `"${text.replace(/["`\\]/g, '\\$&')}"`;

/** The part of a curl command that sends this line: `-H "DD-API-KEY: $DD_API_KEY"`. Empty for what stands in the URL. */
function option(line: string): string {
  const { place, scheme, value } = formLine(line);
  if (place !== 'header') return '';
  if (scheme === 'basic') return `-u ${quoted(value)}`;
  return scheme === 'digest' ? `--digest -u ${quoted(value)}` : `-H ${quoted(line)}`;
}

/**
 * The request as a command, sent as the product wants it: its method and address, these lines in place of the credentials
 * that were sent, secrets as variables.
 */
export function correctedCommand(facts: Facts, lines: readonly string[]): string {
  const { request } = facts;
  const parts = ['curl'];
  if (request.method !== 'GET') parts.push(`-X ${/^[A-Z]{3,10}$/.test(request.method) ? request.method : 'POST'}`);
  parts.push(...lines.map(option).filter((text) => text !== ''));
  parts.push(quotedUrl(facts, lines));
  return `\`${parts.join(' ')}\``;
}

function quotedUrl(facts: Facts, lines: readonly string[]): string {
  const { location } = facts.request;
  if (!location) return '…';
  const read = lines.map(formLine);
  const base = `${location.protocol}//${location.host}`;
  const path = read.find(({ place }) => place === 'path');
  if (path) return quoted(`${base}${path.value}…`);
  const query = read.filter(({ place }) => place === 'query').map(({ name, value }) => `${name}=${value}`);
  const shown = facts.showUrl(`${base}${location.pathname}`);
  return quoted(query.length > 0 ? `${shown}?${query.join('&')}` : shown);
}
