import { expect, test, vi } from 'vitest';
import type { SessionRecord } from '../keeping/session-record.ts';
import type { Exchange } from './exchange.ts';
import { bearer } from './scheme.ts';
import { apiKey } from './schemes/api-key.ts';
import { callersOwn, Tickets } from './ticket.ts';

const record = (accessToken: string, generation: number): SessionRecord => ({
  generation,
  loginId: 'login',
  tokens: { accessToken, receivedAtMs: 0, expiresAtMs: 1e12 },
});
const exchange = (headers: Record<string, string> = {}) =>
  ({ method: 'GET', url: 'https://api.test/x', header: (name: string) => headers[name] }) as unknown as Exchange;

test('a scheme that depends on the tokens alone is asked once for all requests that carry them', () => {
  const scheme = bearer();
  const credential = vi.spyOn(scheme, 'credential');
  const tickets = new Tickets(scheme);
  const [first, second] = [record('one', 1), record('two', 2)];
  expect(tickets.for(exchange(), first)).toBe(tickets.for(exchange(), first));
  expect(credential).toHaveBeenCalledTimes(1);
  expect(tickets.for(exchange(), second)).toMatchObject({
    generation: 2,
    credential: { headers: { authorization: 'Bearer two' } },
  });
  expect(credential).toHaveBeenCalledTimes(2);
});

test('any other scheme is asked at every attempt', () => {
  const scheme = { name: 'Custom', credential: vi.fn(() => ({ headers: { authorization: 'Custom proof' } })) };
  const tickets = new Tickets(scheme);
  const held = record('one', 1);
  tickets.for(exchange(), held);
  tickets.for(exchange(), held);
  expect(scheme.credential).toHaveBeenCalledTimes(2);
});

test('a key of the caller goes out in place of one that was made already, for its own request alone', () => {
  const tickets = new Tickets(apiKey({ header: 'X-Key' }));
  const held = record('key', 1);
  const ours = tickets.for(exchange(), held);
  expect(tickets.for(exchange({ 'x-key': 'theirs' }), held)).toBe(callersOwn);
  expect(tickets.for(exchange(), held)).toBe(ours);
});
