import { check, equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';

const hourMs = 3_600_000;

/** Before the 401 (design: `expiry`). */
export const expiryCases: readonly AdapterCase[] = [
  {
    name: 'refreshes before sending, once for all, when the token is at its end by the clock of the session',
    async body(stage) {
      let nowMs = Date.now();
      const { client } = await stage.signedIn({ now: () => nowMs }, { expired: false });
      nowMs += hourMs - 500;
      const pending = Array.from({ length: 3 }, () => stage.send(client, stage.path()));
      stage.expectStatus(await stage.outcomes(pending), 200);
      const journal = await stage.journal();
      journal.expectRefreshes(1);
      journal.expectMaxAttempts(1);
      check(
        journal.entries.every(({ credential }) => credential?.generation !== 1),
        'the old token is not sent any more',
      );
    },
  },
  {
    name: 'refreshes behind the back of a request when the token nears its end',
    async body(stage) {
      let nowMs = Date.now();
      const { client } = await stage.signedIn(
        { now: () => nowMs, expiry: { refreshAheadMs: 60_000 } },
        { expired: false },
      );
      nowMs += hourMs - 30_000;
      const gate = await stage.hold('token');
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
      await gate.arrived();
      await gate.open();
      (await stage.journal()).expectRefreshes(1);
    },
  },
  {
    name: 'sends the request with the token at hand when a refresh ahead of its end fails, and it may still be good',
    async body(stage) {
      let nowMs = Date.now();
      const { client } = await stage.signedIn({ now: () => nowMs }, { expired: false });
      nowMs += hourMs + 1000;
      await stage.fault('token', { status: 503 });
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
      const journal = await stage.journal();
      journal.expectRefreshes(1);
      journal.expectMaxAttempts(1);
    },
  },
  {
    name: 'does not refresh before every request a token that lives twenty seconds',
    async body(stage) {
      await stage.world.configure({ accessLifetimeMs: 20_000 });
      const { client } = await stage.signedIn({ expiry: {} });
      for (let index = 0; index < 4; index++) {
        stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
      }
      (await stage.journal()).expectRefreshes(1);
    },
  },
  {
    name: 'refreshes once at most, and sends no dead token, when its clock is an hour wrong',
    async body(stage) {
      await stage.world.configure({ tokenFormat: 'jwt', expiresIn: 'absent' });
      for (const aheadMs of [hourMs + 60_000, -hourMs - 60_000]) {
        const session = stage.session({ now: () => Date.now() + aheadMs });
        await session.signIn(await stage.world.issue());
        const client = await stage.connect(session);
        for (let index = 0; index < 3; index++) {
          stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
        }
      }
      // A fast clock takes a stored token for dead, until what it brings instead has shown how fast it is.
      const journal = await stage.journal();
      journal.expectRefreshes(1);
      journal.expectMaxAttempts(1);
    },
  },
  {
    name: 'takes a token that lives for ten years as it is',
    async body(stage) {
      const { session, client } = await stage.signedIn({}, { expired: false, lifetimeMs: 10 * 365 * 24 * hourMs });
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 200);
      await stage.letTrafficArrive();
      equal(session.status, 'active', 'the status of the session');
      (await stage.journal()).expectRefreshes(0);
    },
  },
];
