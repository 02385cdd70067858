import { check, equal } from '../../assertions.ts';
import type { Scheme, SessionRecord } from '../../seams.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { Stage } from '../stage.ts';
import type { AsyncContext, ContractSession } from '../subject.ts';

const usersOf = async (stage: Stage, path: string): Promise<(string | undefined)[]> => [
  ...new Set(
    (await stage.journal()).entries
      .filter((entry) => entry.kind === 'api' && entry.path === path)
      .map(({ credential }) => credential?.user),
  ),
];

/** Sessions, and where they are kept (promise 11, the seam `TokenStore`). */
export const isolationCases: readonly AdapterCase[] = [
  {
    name: 'never lets two sessions meet',
    async body(stage) {
      const ada = await stage.signedIn({}, { user: 'ada' });
      const bob = await stage.signedIn({}, { user: 'bob' });
      const gate = await stage.hold('token');
      const pending = [ada, bob, ada, bob].map(({ client }, index) =>
        stage.send(client, stage.path(index % 2 ? '/api/bob' : '/api/ada')),
      );
      await gate.arrived(2);
      await gate.open();
      stage.expectStatus(await stage.outcomes(pending), 200);
      (await stage.journal()).expectRefreshes(2);
      equal(await usersOf(stage, '/api/ada'), ['ada'], 'who asked for /api/ada');
      equal(await usersOf(stage, '/api/bob'), ['bob'], 'who asked for /api/bob');
    },
  },
  {
    name: 'takes the session of each request where a function chooses it, and leaves alone what is nobody’s',
    needs: ({ selector }) => selector,
    async body(stage) {
      const sessions = await Promise.all(
        ['ada', 'bob'].map(async (user) => stage.session({ tokens: await stage.world.issue({ user, expired: true }) })),
      );
      let chosen: ContractSession | undefined;
      const client = await stage.connect(() => chosen);
      for (const [index, path] of ['/api/ada', '/api/bob'].entries()) {
        chosen = sessions[index];
        stage.expectStatus([await stage.outcome(stage.send(client, stage.path(path)))], 200);
        equal(await usersOf(stage, path), [['ada', 'bob'][index]], `who asked for ${path}`);
      }
      chosen = undefined;
      const { path, id } = stage.path();
      stage.expectStatus([await stage.outcome(stage.send(client, { path }))], 401);
      await stage.expectSentBare(id);
      (await stage.journal()).expectRefreshes(2);
    },
  },
  {
    name: 'sends every request in the async context of its own caller, refused and held ones too',
    needs: ({ asyncContext }) => asyncContext !== undefined,
    async body(stage) {
      const context = stage.traits.asyncContext as AsyncContext;
      const sentIn: string[] = [];
      const scheme: Scheme = {
        name: 'Bearer',
        credential({ accessToken }, { url }) {
          sentIn.push(`${new URL(url).pathname} in ${context.getStore()}`);
          return { headers: { authorization: `Bearer ${accessToken}` } };
        },
      };
      const { client } = await stage.signedIn({ scheme });
      const gate = await stage.hold('token');
      const send = (user: string) => context.run(user, () => stage.send(client, stage.path(`/api/${user}`)));
      const refused = ['ada', 'bob'].map(send);
      await gate.arrived();
      const held = send('eve');
      await stage.letTrafficArrive();
      await gate.open();
      stage.expectStatus(await stage.outcomes([...refused, held]), 200);
      equal(
        [...new Set(sentIn)].sort(),
        ['/api/ada in ada', '/api/bob in bob', '/api/eve in eve'],
        'the contexts in which credentials were made',
      );
      check(sentIn.length >= 5, 'refused requests were sent again');
    },
  },
  {
    name: 'holds requests until the store is read',
    async body(stage) {
      const { access_token: accessToken } = await stage.world.issue();
      let deliver: (record: SessionRecord) => void = () => undefined;
      const read = new Promise<SessionRecord>((resolve) => {
        deliver = resolve;
      });
      const session = stage.session({ store: { read: () => read, write: async () => true } });
      const client = await stage.connect(session);
      equal(session.status, 'starting', 'the status of the session');
      const { path, id } = stage.path();
      const held = stage.send(client, { path });
      await stage.letTrafficArrive();
      (await stage.journal()).expectRequests(0, { id });
      deliver({ generation: 1, loginId: 'a', tokens: { accessToken, receivedAtMs: Date.now() } });
      stage.expectStatus([await stage.outcome(held)], 200);
      (await stage.journal()).expectMaxAttempts(1);
    },
  },
  {
    name: 'serves requests from memory when the store cannot be written',
    async body(stage) {
      const write = (): never => {
        throw new Error('The disk is full.');
      };
      const session = stage.session({
        store: { read: () => undefined, write },
        tokens: await stage.world.issue({ expired: true }),
      });
      const failures = stage.eventsOf(session, 'store-failed');
      const client = await stage.connect(session);
      const pending = Array.from({ length: 2 }, () => stage.send(client, stage.path()));
      stage.expectStatus(await stage.outcomes(pending), 200);
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
      (await stage.journal()).expectRefreshes(1);
      check(failures.length > 0, 'the session tells that its store failed');
    },
  },
];
