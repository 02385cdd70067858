import { beforeAll, expect, test } from 'vitest';
import { ContractError } from '../assertions.ts';
import { serversInMemory } from '../servers/in-memory.ts';
import { adapterContract } from './adapter-contract.ts';
import type { AdapterSubject } from './subject.ts';
import { NaiveSession, naiveSubject } from './test-support/naive-adapter.ts';

/** What each case says about the naive adapter; run once, since some of it takes its time to hang. */
const verdictsOn = async (subject: AdapterSubject<NaiveSession>): Promise<Map<string, unknown>> => {
  const cases = adapterContract(subject);
  const ran = await Promise.all(
    cases.map(async ({ name, run }) => {
      const error = await run().catch((thrown: unknown) => thrown ?? 'rejected with nothing');
      return [name, error] as const;
    }),
  );
  return new Map(ran);
};

let verdicts: Map<string, unknown>;
beforeAll(async () => {
  verdicts = await verdictsOn(naiveSubject);
}, 30_000);

test('tells a hand-written retry on 401 from an adapter that keeps its promises', () => {
  const of = (isRed: boolean) => [...verdicts].filter(([, error]) => !!error === isRed).map(([name]) => name);
  // What everybody gets right.
  expect(of(false)).toEqual(
    expect.arrayContaining([
      'cures one refused request: refreshes, replays, and its caller never notices',
      'replays JSON byte for byte',
      'follows a redirect within the origin with the credential',
      'carries no token along a redirect to another origin, in any header',
    ]),
  );
  // What nobody gets right by hand.
  expect(of(true)).toEqual(
    expect.arrayContaining([
      'refreshes once when five requests are refused together',
      'refreshes once for fifty requests, reading and writing, and serves each exactly once',
      'replays a late 401 that belongs to an older token without a second refresh',
      'holds a request that starts during the refresh and sends it once, with the new token',
      'never sends an empty body in place of a stream that was read: replays all of it, or surfaces the 401',
      'settles everybody at the deadline when the refresh hangs, starts no second one, and keeps a late success',
      'ends the session once when the refresh is refused for good, and asks for no more tokens',
      'surfaces a demand for a stronger sign-in without a refresh',
      'ends only the wait of the caller who aborts, and at once',
      "bounds the wait by the client's own timeout",
      'stays signed out when somebody signs out during the refresh, and sends nothing that waited',
      'sends no request of the old user as the new one when somebody else signs in during the refresh',
      'sends no credential to another origin, and does not refresh for its 401',
      'refreshes before sending, once for all, when the token is at its end by the clock of the session',
    ]),
  );
  expect(of(true).length).toBeGreaterThan(50);
});

test('says what happened in words, and shows no token', () => {
  const late = String(verdicts.get('replays a late 401 that belongs to an older token without a second refresh'));
  expect(late).toContain('Expected 1 refresh, found 2.');
  expect(late).toMatch(/GET \/api\/slow id=1 {2}Bearer ada#1 \(expired\) {2}→ 401/);
  for (const error of verdicts.values()) expect(String(error)).not.toMatch(/fk(at|rt)_/);
});

test('leaves out what a client cannot do', () => {
  const names = (traits: AdapterSubject['traits']) =>
    adapterContract({ ...naiveSubject, ...(traits && { traits }) }).map(({ name }) => name);
  const all = names({ bodies: ['stream', 'blob'], cookies: true });
  const few = names({ bodies: [], cookies: false, timeout: false, selector: false });
  expect(all).toContain('replays a Blob byte for byte');
  expect(all.filter((name) => !few.includes(name))).toEqual([
    'replays a Blob byte for byte',
    'never sends an empty body in place of a stream that was read: replays all of it, or surfaces the 401',
    "bounds the wait by the client's own timeout",
    'refreshes and replays without a header where the platform carries a cookie',
    'takes the session of each request where a function chooses it, and leaves alone what is nobody’s',
  ]);
});

test('gives every case a name of its own', () => {
  const names = adapterContract(naiveSubject).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(80);
});

test('takes everything down, also after a failure', async () => {
  const log: string[] = [];
  class Watched extends NaiveSession {
    override dispose(): void {
      log.push('session');
    }
  }
  const subject: AdapterSubject<NaiveSession> = {
    ...naiveSubject,
    createSession: (options) => new Watched(options),
    openServers: async () => {
      const servers = await serversInMemory();
      return { ...servers, close: async () => void log.push('servers') };
    },
    connect: () => ({
      request: () => Promise.reject(new Error('unmapped')),
      close: () => void log.push('client'),
    }),
  };
  const some = adapterContract(subject).find(({ name }) => name === 'cures a bare 401 that carries no challenge');
  const error = await some?.run().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ContractError);
  expect(String(error)).toContain(
    "connect() must map the client's errors, but request() rejected with Error: unmapped",
  );
  expect(log).toEqual(['client', 'session', 'servers']);
});
