import { afterEach, beforeEach, expect, test } from 'vitest';
import { adapterContract } from '../contract/adapter/adapter-contract.ts';
import { naiveSubject } from '../contract/adapter/test-support/naive-adapter.ts';
import { serversAt } from '../contract/servers/remote.ts';
import { type ContractHost, createContractHost } from './contract-host.ts';

let host: ContractHost;
beforeEach(async () => {
  host = await createContractHost();
});
afterEach(() => host.close());

test('serves a contract from another process as it does one from its own', async () => {
  const names = [
    'cures one refused request: refreshes, replays, and its caller never notices',
    'replays a multipart form with every part and file, under a boundary that its header names',
    'replays a late 401 that belongs to an older token without a second refresh',
    'sends no credential to another origin, and does not refresh for its 401',
  ];
  const cases = adapterContract({ ...naiveSubject, openServers: serversAt(host.url) });
  const verdicts = await Promise.all(
    names.map(async (name) =>
      cases
        .find((one) => one.name === name)
        ?.run()
        .then(
          () => 'kept',
          (error: unknown) => String(error).split('\n')[0],
        ),
    ),
  );
  expect(verdicts).toEqual([
    'kept',
    'kept',
    'JournalError: Expected 1 refresh, found 2.',
    'JournalError: Tokens arrived where none may: in header authorization.',
  ]);
});

test('keeps the worlds of one caller from those of another, and stops them on demand', async () => {
  const [one, other] = [await serversAt(host.url)(), await serversAt(host.url)()];
  await one.fetch(`${one.url}/public/news`);
  await one.fetch(`${one.elsewhereUrl}/public/news`);
  const counts = await Promise.all(
    [one.world, one.elsewhere, other.world].map(async (world) => (await world.entries()).length),
  );
  expect(counts).toEqual([1, 1, 0]);
  await one.close();
  await expect(one.fetch(`${one.url}/public/news`)).rejects.toThrow(TypeError);
  expect((await other.fetch(`${other.url}/public/news`)).status).toBe(200);
});

test('tells a caller who asks for what is not there', async () => {
  const post = async (path: string, body = '[]') =>
    (await fetch(`${host.url}${path}`, { method: 'POST', body })).status;
  const { world } = await serversAt(host.url)();
  await world.issue();
  expect(await post('/servers/1/world/constructor')).toBe(404);
  expect(await post('/servers/9/world/issue')).toBe(404);
  expect(await post('/servers/1/nowhere/issue')).toBe(404);
  expect(await post('/')).toBe(404);
  expect(await post('/servers/1/world/issue', '{')).toBe(400);
});
