import type { Exchange, HeaderList } from '../../exchange.ts';
import { exchangeOf, jwt, keyText } from '../../fixtures/fixture.ts';
import type { ProductExchange } from '../exchanges.ts';

const hexText = (length: number): string =>
  [...keyText(length)].map((letter) => (letter.charCodeAt(0) % 16).toString(16)).join('');

/** Puts keys in the place of their marks. */
function filled(text: string, claims: ProductExchange['claims']): string {
  return text
    .replace(/~hex(\d+)/g, (_, length: string) => hexText(Number(length)))
    .replaceAll('~jwt', () => jwt(claims))
    .replace(/~(\d+)/g, (_, length: string) => keyText(Number(length)))
    .replace(/~b64\(([^)]*)\)/g, (_, inner: string) => btoa(inner));
}

/** The exchange that is meant, written out. */
export function exchangeFrom({
  ask,
  send = [],
  body,
  claims,
  status,
  headers = [],
  answer,
}: ProductExchange): Exchange {
  const [method = 'GET', url = ''] = ask.split(/ (.*)/);
  const lines = (list: readonly string[]): HeaderList =>
    list.map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), filled(line.slice(at + 2), claims)];
    });
  return exchangeOf({
    method,
    url: filled(url, claims),
    headers: lines(send),
    ...(body !== undefined && { body: filled(body, claims) }),
    answer: { status, headers: lines(headers), ...(answer !== undefined && { body: answer }) },
  });
}
