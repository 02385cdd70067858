import { check, equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';

/** Sign-out and sign-in are final (promise 6). */
export const loginCases: readonly AdapterCase[] = [
  {
    name: 'stays signed out when somebody signs out during the refresh, and sends nothing that waited',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const gate = await stage.hold('token', 'after');
      const refused = stage.path();
      const waiting = stage.send(client, refused);
      await gate.arrived();
      const held = stage.path();
      const alsoWaiting = stage.send(client, held);
      await stage.letTrafficArrive();
      await session.signOut();
      stage.expectRefusedOrAborted(await stage.outcome(waiting));
      check((await stage.outcome(alsoWaiting)).failure?.isAbort, 'a held request is given up like an aborted one');
      await gate.open();
      await stage.letTrafficArrive();
      equal(session.status, 'signed-out', 'the status of the session');
      const journal = await stage.journal();
      journal.expectRequests(1, { id: refused.id });
      journal.expectRequests(0, { id: held.id });
    },
  },
  {
    name: 'sends no request of the old user as the new one when somebody else signs in during the refresh',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const gate = await stage.hold('token', 'after');
      const refused = stage.path();
      const waiting = stage.send(client, refused);
      await gate.arrived();
      const held = stage.path();
      const alsoWaiting = stage.send(client, held);
      await stage.letTrafficArrive();
      await session.signIn(await stage.world.issue({ user: 'bob' }));
      stage.expectRefusedOrAborted(await stage.outcome(waiting));
      check((await stage.outcome(alsoWaiting)).failure?.isAbort, 'a held request is given up like an aborted one');
      await gate.open();
      await stage.letTrafficArrive();
      const answer = await stage.outcome(stage.send(client, stage.path()));
      equal(JSON.parse(answer.body ?? '').user, 'bob', 'whose request the server saw');
      const journal = await stage.journal();
      journal.expectRequests(1, { id: refused.id });
      journal.expectRequests(0, { id: held.id });
      journal.expectRefreshes(1);
    },
  },
  {
    name: 'surfaces a late 401 of the old user after somebody else signed in',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const late = await stage.hold('/api/slow', 'after');
      const { path, id } = stage.path('/api/slow');
      const slow = stage.send(client, { path });
      await late.arrived();
      await session.signIn(await stage.world.issue({ user: 'bob' }));
      await late.open();
      const outcome = await stage.outcome(slow);
      stage.expectStatus([outcome], 401);
      equal(stage.reason(session, outcome), 'session-replaced', 'the reason of the refusal');
      const journal = await stage.journal();
      journal.expectRequests(1, { id });
      journal.expectRefreshes(0);
    },
  },
  {
    name: 'sends requests without a credential, and holds none, while nobody is signed in',
    async body(stage) {
      const { session, client } = await stage.signedIn({}, { expired: false });
      await session.signOut();
      const { path, id } = stage.path('/public/news');
      stage.expectStatus([await stage.outcome(stage.send(client, { path }))], 200);
      await stage.expectSentBare(id);
      (await stage.journal()).expectRequests(0, { kind: 'token' });
    },
  },
];
