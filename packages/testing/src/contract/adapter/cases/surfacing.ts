import { fingerprintOf } from '../../../fingerprint.ts';
import { check, equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';

const incurable = (name: string, path: string, status: number, reason: string): AdapterCase => ({
  name,
  async body(stage) {
    const { session, client } = await stage.signedIn({}, { expired: false });
    const request = stage.path(path);
    const outcome = await stage.outcome(stage.send(client, request));
    const journal = await stage.journal();
    journal.expectRefreshes(0);
    // Some platforms show a 407 of no proxy of theirs as a network error, which some clients try again.
    if (status === 407 && outcome.status === undefined) return;
    equal(outcome.status, status, 'what the caller gets');
    equal(stage.reason(session, outcome), reason, 'the reason of the refusal');
    journal.expectRequests(1, { id: request.id });
  },
});

/** Refusals that no refresh cures reach the caller at once, as they are (promises 3 and 10). */
export const surfacingCases: readonly AdapterCase[] = [
  incurable('surfaces a missing scope without a refresh', '/api/scope/admin', 403, 'insufficient-scope'),
  incurable(
    'surfaces a missing scope that is told with 401 without a refresh',
    '/api/scope/admin?refusal=401',
    401,
    'insufficient-scope',
  ),
  incurable('surfaces a demand for a stronger sign-in without a refresh', '/api/step-up', 401, 'step-up'),
  incurable('surfaces the refusal of a proxy without a refresh', '/api/proxy', 407, 'proxy'),
  {
    name: 'refreshes once an origin and login for a challenge of another scheme, and surfaces it',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      for (let round = 0; round < 3; round++) {
        const outcome = await stage.outcome(stage.send(client, stage.path('/api/other-scheme')));
        stage.expectStatus([outcome], 401);
        equal(stage.reason(session, outcome), 'other-scheme', 'the reason of the refusal');
      }
      (await stage.journal()).expectRefreshes(1);
    },
  },
  {
    name: 'surfaces a 403 that says nothing about the token as it is',
    async body(stage) {
      const { session, client } = await stage.signedIn({}, { expired: false });
      const outcome = await stage.outcome(stage.send(client, stage.path('/api/orders?status=403')));
      equal([outcome.status, outcome.body], [403, '{"ok":false}'], 'what the caller gets');
      equal(stage.reason(session, outcome), undefined, 'the reason, of which there is none');
      (await stage.journal()).expectRefreshes(0);
    },
  },
  {
    name: 'surfaces the 401 of a request that carried no credential, since nobody is signed in',
    async body(stage) {
      const session = stage.session();
      const client = await stage.connect(session);
      const outcome = await stage.outcome(stage.send(client, stage.path()));
      stage.expectStatus([outcome], 401);
      equal(stage.reason(session, outcome), 'no-credential', 'the reason of the refusal');
      (await stage.journal()).expectRequests(0, { kind: 'token' });
    },
  },
  {
    name: 'surfaces a 401 that stays after the refresh once, with its own body',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const unauthorized = stage.eventsOf(session, 'unauthorized');
      const { path, id } = stage.path('/api/always-401');
      const outcome = await stage.outcome(stage.send(client, { path, method: 'POST', json: { a: 1 } }));
      equal([outcome.status, outcome.body], [401, '{"ok":false,"error":"always"}'], 'what the caller gets');
      equal(stage.reason(session, outcome), 'still-refused', 'the reason of the refusal');
      equal(unauthorized.length, 1, 'how often a refusal surfaced');
      const journal = await stage.journal();
      // With the old token, with the new one, and once more in case that the API had not heard of that yet.
      journal.expectRequests(3, { id });
      journal.expectRefreshes(1);
    },
  },
  {
    name: 'sends a bounded number of requests to a server that always says 401',
    async body(stage) {
      const { client } = await stage.signedIn();
      const together = Array.from({ length: 5 }, () => stage.send(client, stage.path('/api/always-401')));
      stage.expectStatus(await stage.outcomes(together), 401);
      for (let round = 0; round < 3; round++) {
        stage.expectStatus([await stage.outcome(stage.send(client, stage.path('/api/always-401')))], 401);
      }
      const journal = await stage.journal();
      // One replay for each reason: a newer token was there already, and the token was refreshed.
      journal.expectMaxAttempts(3);
      journal.expectMaxConcurrentRefreshes(1);
      journal.expectNoReuse();
      const refreshes = journal.entries.filter(({ kind }) => kind === 'token').length;
      check(refreshes <= 8, 'there is at most one refresh for each request of a caller');
    },
  },
  {
    name: 'passes a request that carries an Authorization of its own, and its 401, untouched',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const passed = stage.eventsOf(session, 'passed');
      const { path, id } = stage.path();
      const secret = 'their-own-credential';
      const outcome = await stage.outcome(stage.send(client, { path, headers: { Authorization: `Bearer ${secret}` } }));
      stage.expectStatus([outcome], 401);
      const journal = await stage.journal();
      const entries = await stage.attempts(id);
      equal(
        entries.map(({ credential }) => credential?.fingerprint),
        [fingerprintOf(secret)],
        'the credentials that arrived',
      );
      journal.expectRefreshes(0);
      equal(
        passed.map((event) => (event as { reason: string }).reason),
        ['own-credential'],
        'the reasons of passing',
      );
    },
  },
  {
    name: 'leaves a request alone that is marked to bypass',
    async body(stage) {
      const { client } = await stage.signedIn({}, { expired: false });
      const { path, id } = stage.path();
      stage.expectStatus([await stage.outcome(stage.send(client, { path, options: { bypass: true } }))], 401);
      await stage.expectSentBare(id);
      (await stage.journal()).expectRefreshes(0);
    },
  },
  {
    name: 'does not send a request a second time whose caller forbids replay',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const { path, id } = stage.path();
      const outcome = await stage.outcome(stage.send(client, { path, options: { replay: false } }));
      stage.expectStatus([outcome], 401);
      equal(stage.reason(session, outcome), 'replay-forbidden', 'the reason of the refusal');
      (await stage.journal()).expectRequests(1, { id });
    },
  },
  {
    name: 'sends the credential of a request whose caller forbids a refresh, and surfaces its own 401 without one',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const { path, id } = stage.path();
      const outcome = await stage.outcome(
        stage.send(client, { path, method: 'POST', json: { password: 'wrong' }, options: { refresh: false } }),
      );
      equal([outcome.status, outcome.body], [401, '{"ok":false,"error":"token_expired"}'], 'what the caller gets');
      equal(stage.reason(session, outcome), 'refresh-forbidden', 'the reason of the refusal');
      const journal = await stage.journal();
      journal.expectRequests(1, { id });
      journal.expectRefreshes(0);
      equal((await stage.attempts(id))[0]?.credential?.user, 'ada', 'whose credential it carried');
    },
  },
  {
    name: 'does not send a request whose scopes were not granted',
    async body(stage) {
      const { client } = await stage.signedIn({}, { expired: false });
      const { path, id } = stage.path();
      const lacking = await stage.outcome(stage.send(client, { path, options: { scopes: ['admin'] } }));
      check(lacking.failure && lacking.status === undefined, 'a missing scope is an error without an answer');
      (await stage.journal()).expectRequests(0, { id });
      stage.expectStatus(
        [await stage.outcome(stage.send(client, { ...stage.path(), options: { scopes: 'read' } }))],
        200,
      );
    },
  },
  {
    name: 'does not take a network error for a refusal',
    async body(stage) {
      const { client } = await stage.signedIn({}, { expired: false });
      await stage.fault('api', 'reset', 'always');
      const outcome = await stage.outcome(stage.send(client, { ...stage.path(), method: 'POST' }));
      check(outcome.failure && outcome.status === undefined, 'the caller gets a network error');
      (await stage.journal()).expectRefreshes(0);
    },
  },
  {
    name: 'surfaces every 401 of a session that has no refresh',
    async body(stage) {
      const { session, client } = await stage.signedIn({ refresh: undefined });
      const { path, id } = stage.path();
      const outcome = await stage.outcome(stage.send(client, { path }));
      stage.expectStatus([outcome], 401);
      equal(stage.reason(session, outcome), 'no-refresh', 'the reason of the refusal');
      (await stage.journal()).expectRequests(1, { id });
    },
  },
  ...(
    [
      ['a 200 with an error in its body', 'body', async ({ body }) => (await body()).includes('token_expired')],
      ['the UNAUTHENTICATED of GraphQL', 'graphql', async ({ body }) => (await body()).includes('UNAUTHENTICATED')],
      ['a 419', '419', ({ status }) => status === 419],
    ] satisfies [string, string, (answer: { status: number; body(): Promise<string> }) => boolean | Promise<boolean>][]
  ).map(
    ([what, refusal, isUnauthorized]): AdapterCase => ({
      name: `cures ${what} where isUnauthorized knows it, and leaves the answer readable`,
      async body(stage) {
        const { client } = await stage.signedIn({ isUnauthorized });
        const outcome = await stage.outcome(stage.send(client, stage.path(`/api/orders?refusal=${refusal}`)));
        equal([outcome.status, JSON.parse(outcome.body ?? '').ok], [200, true], 'what the caller gets');
        (await stage.journal()).expectRefreshes(1);
      },
    }),
  ),
];
