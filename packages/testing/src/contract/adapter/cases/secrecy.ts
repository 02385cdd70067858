import { holdsToken } from '../../../world/minted.ts';
import { check, equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { Outcome } from '../outcome.ts';
import { refreshingThroughItself } from './same-client.ts';
import { keyInQuery } from './schemes.ts';

type Inspect = (value: unknown, options: { depth: number; showHidden?: boolean }) => string;

/** `util.inspect`, where the platform has it. */
const inspectOf = (): Inspect | undefined => {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (name: string) => { inspect: Inspect } | undefined };
  };
  return process?.getBuiltinModule?.('node:util')?.inspect;
};

const jsonOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
};

/** Every way in which a value may end up in a log. */
const expectNoToken = (value: unknown, what: string): void => {
  const { message = '', stack = '' } = Object(value) as { message?: unknown; stack?: unknown };
  const printed: Record<string, string> = {
    'JSON.stringify': jsonOf(value),
    String: String(message) + String(stack),
    'util.inspect': inspectOf()?.(value, { depth: 20 }) ?? '',
    // What a console prints for %o.
    'util.inspect with showHidden': inspectOf()?.(value, { depth: 4, showHidden: true }) ?? '',
  };
  for (const [how, text] of Object.entries(printed)) check(!holdsToken(text), `${how} of ${what} shows no token`);
};

const expectNoTokenIn = (outcome: Outcome, what: string): void => {
  expectNoToken(outcome.original, what);
  expectNoToken(outcome.failure?.cause, `the cause of ${what}`);
};

const eventNames = [
  'refreshed',
  'refresh-failed',
  'ended',
  'signed-in',
  'signed-out',
  'held',
  'replayed',
  'unauthorized',
  'passed',
];

/** No token in anything that passes through us (promise 9). */
export const secrecyCases: readonly AdapterCase[] = [
  {
    name: 'shows no token in a refusal that surfaces, nor in its explanation',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const outcome = await stage.outcome(
        stage.send(client, { ...stage.path('/api/always-401'), method: 'POST', json: {} }),
      );
      stage.expectStatus([outcome], 401);
      expectNoTokenIn(outcome, 'a refusal');
      expectNoToken(session.explain(outcome.original), 'the explanation');
      expectNoToken(session.getSnapshot(), 'the snapshot');
    },
  },
  {
    name: 'shows no token in what a caller gets who aborts, is signed out, or meets a network error',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const gate = await stage.hold('token');
      const leaving = new AbortController();
      const aborted = stage.send(client, { ...stage.path(), signal: leaving.signal });
      await gate.arrived();
      const held = stage.send(client, stage.path());
      await stage.letTrafficArrive();
      leaving.abort();
      expectNoTokenIn(await stage.outcome(aborted), 'an abort');
      await session.signOut();
      expectNoTokenIn(await stage.outcome(held), 'a request that was given up');
      await gate.open();
      await session.signIn(await stage.world.issue());
      await stage.fault('api', 'reset', 'always');
      expectNoTokenIn(await stage.outcome(stage.send(client, { ...stage.path(), method: 'POST' })), 'a network error');
    },
  },
  {
    name: 'shows no token in the refusal after a refresh that failed through the same client',
    async body(stage) {
      // A client that does not hand the signal on is cured by the deadline, which must come before the case is over.
      const { client } = await refreshingThroughItself(stage, ({ signal }) => ({ signal }), 2000);
      await stage.fault('token', { status: 500, body: { error: 'server_error' } }, 'always');
      const outcome = await stage.outcome(stage.send(client, stage.path()));
      stage.expectStatus([outcome], 401);
      expectNoTokenIn(outcome, 'a refusal');
    },
  },
  {
    name: 'shows no key in a refusal where the key is in the query',
    async body(stage) {
      const { session, client } = await stage.signedIn({ scheme: keyInQuery }, { expired: false });
      const { path, id } = stage.path('/api/always-401');
      const outcome = await stage.outcome(stage.send(client, { path }));
      stage.expectStatus([outcome], 401);
      const sent = (await stage.journal()).entries.find((entry) => entry.id === id);
      equal(sent?.tokensIn, ['query'], 'where the key stood');
      expectNoTokenIn(outcome, 'a refusal');
      expectNoToken(session.explain(outcome.original), 'the explanation');
    },
  },
  {
    name: 'shows no token in any event',
    async body(stage) {
      const { session, client } = await stage.signedIn();
      const heard = eventNames.map((name) => [name, stage.eventsOf(session, name)] as const);
      const gate = await stage.hold('token');
      const pending = [stage.send(client, stage.path())];
      await gate.arrived();
      pending.push(stage.send(client, stage.path()));
      await stage.letTrafficArrive();
      await gate.open();
      await stage.outcomes(pending);
      await stage.outcome(stage.send(client, { ...stage.path(), options: { bypass: true } }));
      await session.signOut();
      await session.signIn(await stage.world.issue({ expired: true }));
      await stage.world.revokeRefresh();
      await stage.outcome(stage.send(client, stage.path()));
      for (const [name, events] of heard) {
        check(events.length > 0, `the event "${name}" is told`);
        for (const event of events) expectNoToken(event, `the event "${name}"`);
      }
    },
  },
];
