import { equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { Stage } from '../stage.ts';
import type { ContractRequest } from '../subject.ts';

const storm = async (stage: Stage, count: number, request: (index: number) => ContractRequest): Promise<void> => {
  const { client } = await stage.signedIn();
  const gate = await stage.hold('token');
  const ids: string[] = [];
  const pending = Array.from({ length: count }, (_, index) => {
    const { id, path } = stage.path();
    ids.push(id);
    return stage.send(client, { ...request(index), path });
  });
  await stage.arrived(count);
  await gate.open();
  stage.expectStatus(await stage.outcomes(pending), 200);
  const journal = await stage.journal();
  journal.expectRefreshes(1);
  journal.expectNoReuse();
  journal.expectNothingLost(ids);
  journal.expectNothingServedTwice(ids);
  journal.expectMaxAttempts(2);
};

/** One refresh, whoever needs it and whenever they learn that they do (promises 1, 2 and 3). */
export const singleFlightCases: readonly AdapterCase[] = [
  {
    name: 'cures one refused request: refreshes, replays, and its caller never notices',
    body: (stage) => storm(stage, 1, () => ({ path: '' })),
  },
  {
    name: 'refreshes once when five requests are refused together',
    body: (stage) => storm(stage, 5, () => ({ path: '' })),
  },
  {
    name: 'refreshes once for fifty requests, reading and writing, and serves each exactly once',
    body: (stage) =>
      storm(stage, 50, (index) => (index % 2 ? { path: '', method: 'POST', json: { index } } : { path: '' })),
  },
  {
    name: 'refreshes once for all clients of one session',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const other = await stage.connect(session);
      const gate = await stage.hold('token');
      const pending = [stage.send(client, stage.path()), stage.send(other, stage.path())];
      await stage.arrived(2);
      await gate.open();
      stage.expectStatus(await stage.outcomes(pending), 200);
      (await stage.journal()).expectRefreshes(1);
    },
  },
  {
    name: 'refreshes once at every expiry',
    async body(stage) {
      const { client } = await stage.signedIn();
      for (let expiry = 1; expiry <= 3; expiry++) {
        await stage.world.expireAll();
        const pending = Array.from({ length: 4 }, () => stage.send(client, stage.path()));
        stage.expectStatus(await stage.outcomes(pending), 200);
        const journal = await stage.journal();
        journal.expectRefreshes(expiry);
        journal.expectNoReuse();
      }
    },
  },
  {
    name: 'replays a late 401 that belongs to an older token without a second refresh',
    async body(stage) {
      const { client } = await stage.signedIn();
      const late = await stage.hold('/api/slow', 'after');
      const slow = stage.send(client, stage.path('/api/slow'));
      await late.arrived();
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
      await late.open();
      stage.expectStatus([await stage.outcome(slow)], 200);
      const journal = await stage.journal();
      journal.expectRefreshes(1);
      journal.expectMaxAttempts(2);
    },
  },
  {
    name: 'holds a request that starts during the refresh and sends it once, with the new token',
    async body(stage) {
      const { client } = await stage.signedIn();
      const gate = await stage.hold('token');
      const refused = stage.send(client, stage.path());
      await gate.arrived();
      const { id, path } = stage.path();
      const held = stage.send(client, { path, method: 'POST', json: { held: true } });
      await stage.letTrafficArrive();
      (await stage.journal()).expectRequests(0, { id });
      await gate.open();
      stage.expectStatus(await stage.outcomes([refused, held]), 200);
      const journal = await stage.journal();
      journal.expectRequests(1, { id });
      journal.expectRefreshes(1);
    },
  },
  {
    name: 'replays by priority, and then in order, when replays are limited',
    async body(stage) {
      const { client } = await stage.signedIn({ replay: { concurrency: 1 } });
      const gate = await stage.hold('token');
      const first = stage.send(client, stage.path('/api/refused'));
      await gate.arrived();
      const pending = [0, 0, 5].map((priority) =>
        stage.send(client, { ...stage.path('/api/held'), options: { priority } }),
      );
      await stage.letTrafficArrive();
      await gate.open();
      stage.expectStatus(await stage.outcomes([first, ...pending]), 200);
      const held = (await stage.journal()).entries.filter(({ kind, path }) => kind === 'api' && path === '/api/held');
      equal(
        held.map(({ id }) => id),
        ['4', '2', '3'],
        'the order in which held requests were sent',
      );
    },
  },
  {
    name: 'replays a POST that a 503 went before',
    async body(stage) {
      const { client } = await stage.signedIn();
      await stage.fault('/api/busy', { status: 503, body: { busy: true } });
      const { path } = stage.path('/api/busy');
      // A client that retries gets over the 503 by itself; of any other its caller asks again.
      const first = await stage.outcome(stage.send(client, { path }));
      const last = first.status === 503 ? await stage.outcome(stage.send(client, { path, method: 'POST' })) : first;
      stage.expectStatus([last], 200);
      (await stage.journal()).expectRefreshes(1);
    },
  },
  {
    name: 'cures a bare 401 that carries no challenge',
    async body(stage) {
      await stage.world.configure({ challenge: false });
      const { client } = await stage.signedIn();
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
    },
  },
  {
    name: 'replays HEAD, and a request whose answer has no content',
    async body(stage) {
      const { client } = await stage.signedIn();
      const head = await stage.outcome(stage.send(client, { ...stage.path(), method: 'HEAD' }));
      await stage.world.expireAll();
      const nothing = await stage.outcome(stage.send(client, stage.path('/api/orders?status=204')));
      equal([head.status, head.body], [200, ''], 'the answer to HEAD');
      equal([nothing.status, nothing.body], [204, ''], 'the answer without content');
      (await stage.journal()).expectRefreshes(2);
    },
  },
];
