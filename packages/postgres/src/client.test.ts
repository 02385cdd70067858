import { expect, test } from 'vitest';
import { driverOf, type PostgresClient } from './client.ts';

const query = async () => ({ rows: [{ version: '1' }] });
const unlistened = async () => ({ unlisten: async () => {} });

test('recognises a pool of pg by its shape, and takes the rows of its results', async () => {
  const driver = driverOf({ query, Client: class {}, options: {}, totalCount: 0 } as PostgresClient);
  expect(await driver.query('select', [])).toEqual([{ version: '1' }]);
  expect(driver.listen).toBeTypeOf('function');
});

test.each([
  [{}, true],
  [{ prepare: true }, true],
  [{ prepare: false }, false],
])('recognises porsager, and prepares statements unless the application does not: %j', async (options, prepare) => {
  const calls: unknown[][] = [];
  const sql = Object.assign(() => {}, {
    unsafe: async (...args: unknown[]) => {
      calls.push(args);
      return [{ version: '1' }];
    },
    listen: unlistened,
    options,
  });
  expect(await driverOf(sql).query('select $1', ['a'])).toEqual([{ version: '1' }]);
  expect(calls).toEqual([['select $1', ['a'], { prepare }]]);
});

test('takes anything else that has a query, with or without rows around its rows', async () => {
  const driver = driverOf({ query });
  expect(await driver.query('select', [])).toEqual([{ version: '1' }]);
  expect(driver.listen).toBeUndefined();
  expect(await driverOf({ query: async () => [{ version: '2' }] }).query('select', [])).toEqual([{ version: '2' }]);
  await expect(driverOf({ query: async () => 'one row' }).query('select', [])).rejects.toThrow(
    /must resolve with rows/,
  );
});

test('listens through what the application gives, where it gives something', () => {
  const heard: string[] = [];
  const listen = (channel: string, notified: (payload: string) => void, up: () => void) => {
    up();
    notified(channel);
    return () => void heard.push('ended');
  };
  const listener = {
    notified: (payload: string) => heard.push(payload),
    up: () => heard.push('up'),
    down: () => {},
  };
  driverOf({ query, listen }).listen?.('c', listener)();
  expect(heard).toEqual(['up', 'c', 'ended']);
});

test.each([undefined, null, 'postgres://localhost', {}, () => {}, { unsafe: query }])(
  'refuses what is no client: %s',
  (client) => {
    const take = () => driverOf(client as unknown as PostgresClient);
    expect(take).toThrow(TypeError);
    expect(take).toThrow(
      /expected a pool of pg 8, the sql of postgres 3, or \{ query\(text, values\), listen\? \}; got/,
    );
  },
);

test.each([
  ['a client of pg', { query, connectionParameters: {} }],
  ['one that was borrowed from a pool', { query, release: () => {} }],
  ['a transaction of porsager', Object.assign(() => {}, { unsafe: query, savepoint: () => {} })],
])('refuses one connection, since its transaction may be undone: %s', (_, client) => {
  const take = () => driverOf(client as unknown as PostgresClient);
  expect(take).toThrow(/got one connection, whose transactions may undo what is written. Pass the pool./);
});
