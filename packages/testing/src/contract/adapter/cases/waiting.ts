import { check, equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';

/** Whose wait it is, and who may end it (promises 2 and 4). */
export const waitingCases: readonly AdapterCase[] = [
  {
    name: 'ends only the wait of the caller who aborts, and at once',
    async body(stage) {
      const { client } = await stage.signedIn();
      const gate = await stage.hold('token');
      const leaving = new AbortController();
      const refused = stage.send(client, { ...stage.path(), signal: leaving.signal });
      const staying = stage.send(client, stage.path());
      await stage.arrived(2);
      await gate.arrived();
      const alsoLeaving = new AbortController();
      const held = stage.send(client, { ...stage.path(), signal: alsoLeaving.signal });
      await stage.letTrafficArrive();
      const leftAtMs = Date.now();
      leaving.abort();
      alsoLeaving.abort();
      for (const outcome of await stage.outcomes([refused, held])) {
        check(outcome.failure?.isAbort, 'a caller who aborts gets the abort of its client');
      }
      check(Date.now() - leftAtMs < 1000, 'they get it at once');
      check(!staying.isSettled, 'everybody else goes on waiting');
      await gate.open();
      stage.expectStatus([await stage.outcome(staying)], 200);
      const journal = await stage.journal();
      journal.expectRefreshes(1);
      journal.expectRequests(1, { id: '1' });
      journal.expectRequests(0, { id: '3' });
    },
  },
  {
    name: 'does not cancel the refresh when everybody who waited has left',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const gate = await stage.hold('token', 'after');
      const leaving = new AbortController();
      const refused = stage.send(client, { ...stage.path(), signal: leaving.signal });
      await gate.arrived();
      leaving.abort();
      check((await stage.outcome(refused)).failure?.isAbort, 'the caller gets the abort of its client');
      await gate.open();
      await session.getAccessToken();
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
      const journal = await stage.journal();
      journal.expectRefreshes(1);
      equal(journal.entries.find(({ kind }) => kind === 'token')?.outcome, 'answered', 'the outcome of the refresh');
    },
  },
  {
    name: 'does not send a request whose signal is aborted already',
    async body(stage) {
      const { client } = await stage.signedIn();
      const { path, id } = stage.path();
      const outcome = await stage.outcome(stage.send(client, { path, signal: AbortSignal.abort() }));
      check(outcome.failure?.isAbort, 'the caller gets the abort of its client');
      await stage.letTrafficArrive();
      (await stage.journal()).expectRequests(0, { id });
    },
  },
  {
    name: "bounds the wait by the client's own timeout",
    needs: ({ timeout }) => timeout,
    async body(stage) {
      const { client } = await stage.signedIn();
      const gate = await stage.hold('token');
      const refused = stage.send(client, { ...stage.path(), timeoutMs: 300 });
      const patient = stage.send(client, stage.path());
      await gate.arrived();
      const held = stage.send(client, { ...stage.path(), timeoutMs: 150 });
      for (const outcome of await stage.outcomes([refused, held])) {
        check(outcome.failure?.isTimeout, 'a caller whose time is over gets the timeout of its client');
      }
      check(!patient.isSettled, 'everybody else goes on waiting');
      await gate.open();
      stage.expectStatus([await stage.outcome(patient)], 200);
      (await stage.journal()).expectRefreshes(1);
    },
  },
  {
    name: 'settles everybody when the session is disposed of during the refresh',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const gate = await stage.hold('token');
      const refused = stage.send(client, stage.path());
      await gate.arrived();
      const held = stage.send(client, stage.path());
      await stage.letTrafficArrive();
      session.dispose();
      for (const outcome of await stage.outcomes([refused, held])) stage.expectRefusedOrAborted(outcome);
      await gate.open();
    },
  },
];
