import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diagnose as diagnoseBare } from '../diagnose.ts';
import { diagnose } from '../diagnose-with-products.ts';
import { serverNowMs } from '../fixtures/fixture.ts';
import { isSensitiveField, isSensitiveHeader } from '../sensitive-names.ts';
import { products } from './index.ts';
import type { Product } from './product.ts';
import { formLine } from './reading/credential-form.ts';
import { everyFamily, type Tried } from './test-support/every-exchange.ts';
import { exchangeFrom } from './test-support/exchange-from.ts';

const families = await everyFamily();
const all = families.flatMap(({ products: family }) => family);
const exchangesOf = Object.assign({}, ...families.map(({ exchanges }) => exchanges)) as Readonly<Record<string, Tried>>;
const context = { now: serverNowMs };

test('the table holds every product of every family, each with an id of its own', () => {
  expect(products.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test('no exchange belongs to a product that does not exist', () => {
  expect(Object.keys(exchangesOf).sort()).toEqual(all.map(({ id }) => id).sort());
});

test('the entry that CONTRIBUTING shows is one, and so are its exchanges', () => {
  const shown = readFileSync(new URL('../../../../CONTRIBUTING.md', import.meta.url), 'utf8');
  const [entry = '', exchanges = ''] = [...shown.matchAll(/^ {3}```js\n([\s\S]*?)^ {3}```/gm)].map(([, code]) => code);
  const read = (code: string): unknown => new Function(`return ${code}`)();
  const [mine] = read(`[${entry}]`) as [Product];
  const { refused, healthy } = (read(`({${exchanges}})`) as Record<string, Tried>)[mine.id] as Tried;
  const told = diagnose(exchangeFrom(refused[0]), { ...context, products: [...products, mine] });
  expect(told.cause).toMatchObject({ row: refused[0].row, fix: expect.stringContaining(String(refused[0].tells)) });
  expect(diagnose(exchangeFrom(healthy[0]), { ...context, products: [...products, mine] }).status).toBe('not-refused');
});

/** They name somebody, and open nothing by themselves. */
const names = new Set(['x-user-id', 'x-ovh-application', 'cf-access-client-id', 'cookie']);

test('takes every header and parameter in which a product wants a credential for a secret', () => {
  const lines = products.flatMap(({ credentials = [], needs = [] }) => [
    ...credentials,
    ...needs.filter(({ isCredential }) => isCredential),
  ]);
  for (const { send } of lines) {
    const { place, name } = formLine(send);
    if (names.has(name) || place === 'path') continue;
    expect(place === 'query' ? isSensitiveField(name) : isSensitiveHeader(name), send).toBe(true);
  }
});

test('prints no key of any exchange', () => {
  for (const exchange of Object.values(exchangesOf).flatMap(({ refused, healthy }) => [...refused, ...healthy])) {
    const made = exchangeFrom(exchange);
    const printed = JSON.stringify(diagnose(made, context));
    for (const [, value] of made.request.headers)
      for (const part of value.split(/[\s=;,:"]+/))
        if (part.length >= 20 && /\d/.test(part) && /[a-z]/.test(part) && !part.includes('.') && !part.includes('/'))
          expect(printed, exchange.ask).not.toContain(part);
  }
});

test('keeps each list of products apart: a table of one’s own is the one that counts', () => {
  const mine: Product = {
    id: 'nest',
    name: 'Nest',
    page: 'https://nest.example/docs',
    hosts: ['nest.example'],
    credentials: [{ label: 'a key', send: 'X-Nest-Key: $NEST_KEY' }],
  };
  const exchange = exchangeFrom({
    ask: 'GET https://api.nest.example/',
    send: ['Authorization: Bearer ~40'],
    status: 401,
  });
  expect(diagnose(exchange, { ...context, products: [...products, mine] }).cause?.fix).toContain(
    'X-Nest-Key: $NEST_KEY',
  );
  expect(diagnose(exchange, context).cause).toBeNull();
  expect(diagnoseBare(exchange, { ...context, products: [mine] }).cause?.row).toBe('C20');
  expect(diagnoseBare(exchange, context).cause).toBeNull();
});

describe.each(all)('$name', (product) => {
  const { refused = [], healthy = [] } = exchangesOf[product.id] ?? {};

  test('names the page that it rests on, and what shows it', () => {
    expect(product.page).toMatch(/^https:\/\/\S+$/);
    expect(product.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect([...(product.hosts ?? []), ...(product.signs ?? []), ...(product.anywhere ? ['words'] : [])]).not.toEqual(
      [],
    );
  });

  test.each(refused)('explains $ask, $status', (exchange) => {
    const { cause, alsoCheck } = diagnose(exchangeFrom(exchange), context);
    const said = [cause?.id, cause?.title, ...(cause?.evidence ?? []), cause?.fix].join('\n');
    const shown = JSON.stringify({ cause, alsoCheck }, null, 1);
    expect(cause?.row, shown).toBe(exchange.row);
    if (typeof exchange.tells === 'string') expect(said).toContain(exchange.tells);
    else expect(said).toMatch(exchange.tells);
  });

  test.each(healthy)('finds nothing wrong with $ask, $status', (exchange) => {
    const diagnosis = diagnose(exchangeFrom(exchange), context);
    expect(diagnosis).toEqual({ schema: 1, status: 'not-refused', cause: null, alsoCheck: [] });
  });

  test('says of a refusal what is not said without the entry', () => {
    const others = products.filter((one) => one !== product);
    const distinguished = refused.filter((exchange) => {
      const cause = diagnose(exchangeFrom(exchange), context).cause;
      const without = diagnoseBare(exchangeFrom(exchange), { ...context, products: others }).cause;
      return cause?.id.startsWith(`${product.id}-`) && `${cause.row}${cause.fix}` !== `${without?.row}${without?.fix}`;
    });
    expect(distinguished.length).toBeGreaterThan(0);
  });
});
