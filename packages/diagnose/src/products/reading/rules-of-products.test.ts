import { expect, test } from 'vitest';
import { diagnose } from '../../diagnose.ts';
import { serverNowMs } from '../../fixtures/fixture.ts';
import type { Product } from '../product.ts';
import { exchangeFrom } from '../test-support/exchange-from.ts';

const nest: Product = {
  id: 'nest',
  name: 'Nest',
  page: 'https://nest.example/docs',
  hosts: ['nest.example'],
  credentials: [{ label: 'a bare token', send: 'Authorization: $NEST_TOKEN' }],
};
const rowsOf = (send: string, answer: unknown, products: readonly Product[]) => {
  const exchange = exchangeFrom({ ask: 'GET https://api.nest.example/', send: [send], status: 401, answer });
  const { cause, alsoCheck } = diagnose(exchange, { now: serverNowMs, products });
  return [cause, ...alsoCheck].map((finding) => finding?.row);
};

test('lets nobody find fault with a form that the product documents', () => {
  const answer = { message: 'Unauthorized' };
  expect(rowsOf('Authorization: ~jwt', answer, [])).toContain('C04');
  expect(rowsOf('Authorization: ~jwt', answer, [nest])).not.toContain('C04');
});

test('doubts no form where the server says that it has read the token', () => {
  expect(rowsOf('Authorization: Bearer ~40', { message: 'Unauthorized' }, [nest])[0]).toBe('C06');
  expect(rowsOf('Authorization: Bearer ~40', { message: 'The token has expired' }, [nest])).not.toContain('C06');
});
