import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RefreshRefusedError } from './errors.ts';
import type { SessionRecord } from './keeping/session-record.ts';
import type { TokenStore } from './keeping/store.ts';
import { createSession } from './session.ts';
import { settled } from './test-support/deferred.ts';
import { createClient, type FakeRequest, type FakeResponse } from './test-support/fake-client.ts';

/**
 * The coordinator under a scheduler that owns the order of every step, against a small model of the promises.
 *
 * The world is a server with rotating refresh tokens and reuse detection. Everything that takes time (a request on its
 * way, its answer on the way back, a refresh likewise, a caller's decision, a deadline) is a task whose turn the
 * scheduler chooses.
 */
const schedules = Number(process.env.FRESHKEY_SCHEDULES ?? 1500);

type Fate = 'renews' | 'fails' | 'fails-late' | 'refuses' | 'throws' | 'hangs' | 'rubbish' | 'useless';
type Step =
  | 'expire'
  | 'sign-out'
  | 'sign-in'
  | 'abort'
  | 'deadline'
  | 'abandonment'
  | 'refresh'
  | 'wake'
  | 'sleep'
  | 'update'
  | 'close';
/** A store of the session's own, and what is wrong with it. */
type Flaw = 'none' | 'throws' | 'never reads' | 'never writes' | 'reads late';

const refreshTimeoutMs = 1000;
const abandonAfterMs = 10_000;

const fates = fc.array(
  fc.constantFrom<Fate>(
    'renews',
    'renews',
    'renews',
    'fails',
    'fails-late',
    'refuses',
    'throws',
    'hangs',
    'rubbish',
    'useless',
  ),
  { minLength: 0, maxLength: 4 },
);
const steps = fc.array(
  fc.constantFrom<Step>(
    'expire',
    'expire',
    'expire',
    'sign-out',
    'sign-in',
    'abort',
    'deadline',
    'abandonment',
    'refresh',
    'wake',
    'sleep',
    'update',
    'update',
    'close',
  ),
  { minLength: 1, maxLength: 5 },
);
const surroundings = fc.record({
  hasSlowScheme: fc.boolean(),
  tellsSignOut: fc.boolean(),
  flaw: fc.constantFrom<Flaw>('none', 'none', 'throws', 'never reads', 'never writes', 'reads late'),
});

function flawedStore(flaw: Flaw, scheduler: fc.Scheduler): TokenStore | undefined {
  if (flaw === 'none') return undefined;
  let held: SessionRecord | undefined;
  let reads = 0;
  return {
    read() {
      reads++;
      if (flaw === 'throws' && reads > 1) throw new Error('the disk is gone');
      if (flaw === 'never reads') return new Promise(() => {});
      return flaw === 'reads late' ? scheduler.schedule(Promise.resolve(), 'store reads').then(() => held) : held;
    },
    write(next, expected) {
      if (flaw === 'throws') throw new Error('the disk is full');
      if (flaw === 'never writes') return new Promise(() => {});
      if (held?.generation !== expected) return false;
      held = next;
      return true;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An authorization server and an API that take the tokens `a<login>.<n>` and `r<login>.<n>`. */
function createWorld(scheduler: fc.Scheduler, fatesLeft: Fate[]) {
  let serial = 0;
  let login = 1;
  let valid = '';
  let spendable = '';
  const spent = new Set<string>();
  const violations: string[] = [];
  const log: string[] = [];
  const sends = new Map<string, FakeRequest[]>();
  const askedFor = new Map<string, number>();
  const flying = new Map<AbortSignal, string>();
  /** Spent by a flight that was given up: the one documented exception. */
  const doubtful = new Set<string>();
  const issue = () => {
    serial++;
    valid = `a${login}.${serial}`;
    spendable = `r${login}.${serial}`;
    return { access_token: valid, refresh_token: spendable, expires_in: 3600 };
  };

  return {
    violations,
    log,
    sends,
    /** Before the store was read nobody knows whose request it is: it goes out as whoever is signed in first. */
    asked(path: string, isKnown: boolean) {
      if (isKnown) askedFor.set(path, login);
    },
    issue,
    get valid() {
      return valid;
    },
    get login() {
      return login;
    },
    /** Tokens of the next user; those of the last one are refused from now on. */
    nextLogin() {
      login++;
      return issue();
    },
    /** Nobody is signed in any longer. */
    lastLogout() {
      login++;
      valid = '';
      spendable = '';
    },
    expire() {
      valid = '(none)';
    },
    async send(request: FakeRequest): Promise<FakeResponse> {
      const list = sends.get(request.path) ?? [];
      list.push(request);
      sends.set(request.path, list);
      log.push(`send ${request.path} ${request.token}`);
      if (request.token && !askedFor.has(request.path))
        askedFor.set(request.path, Number(request.token.slice(1).split('.')[0]));
      if (request.token && request.token.split('.')[0] !== `a${askedFor.get(request.path)}`) {
        violations.push(
          `${request.path} was asked for login ${askedFor.get(request.path)} and sent with ${request.token}`,
        );
      }
      // Once, and once more for each reason: a newer token, a young one, the same one, a refresh.
      if (list.length > 5) violations.push(`${request.path} was sent ${list.length} times`);
      await scheduler.schedule(Promise.resolve(), `arrive ${request.path}`);
      const response = request.token !== undefined && request.token === valid ? { status: 200 } : { status: 401 };
      await scheduler.schedule(Promise.resolve(), `answer ${request.path}`);
      return response;
    },
    async refresh(accessToken: string, refreshToken: string, signal: AbortSignal, isAsked: boolean) {
      log.push(`refresh ${refreshToken}`);
      if (accessToken === valid && !isAsked) violations.push(`refreshed ${accessToken}, which is still good`);
      for (const [other, otherToken] of flying) {
        if (other.aborted) doubtful.add(otherToken);
        // One that a sign-out has left to itself changes nothing any more.
        else if (otherToken.split('.')[0] === refreshToken.split('.')[0]) violations.push('two refreshes in flight');
      }
      flying.set(signal, refreshToken);
      const fate = fatesLeft.shift() ?? 'renews';
      try {
        if (fate === 'throws') throw new Error('refresh threw');
        await scheduler.schedule(Promise.resolve(), `refresh arrives: ${fate}`);
        if (fate === 'fails') throw Object.assign(new Error('503'), { status: 503 });
        if (fate === 'hangs') return await new Promise<never>(() => {});
        if (fate === 'refuses') throw new RefreshRefusedError('scripted');
        if (spent.has(refreshToken)) {
          if (!doubtful.has(refreshToken)) violations.push(`refresh token ${refreshToken} was spent twice`);
          throw new RefreshRefusedError('reuse');
        }
        if (refreshToken !== spendable) throw new RefreshRefusedError('unknown');
        spent.add(refreshToken);
        const answer = issue();
        await scheduler.schedule(Promise.resolve(), `refresh answers: ${fate}`);
        if (fate === 'useless') valid = '(none)';
        if (fate === 'rubbish') return { ...answer, access_token: 'Bearer twice' };
        // An answer lost on the way: its token is gone, and what follows is documented, not promised.
        if (fate === 'fails-late') {
          spent.delete(refreshToken);
          spendable = refreshToken;
          throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
        }
        return answer;
      } finally {
        flying.delete(signal);
      }
    },
  };
}

test('keeps its promises in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fates,
      steps,
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      surroundings,
      async (scheduler, fateList, stepList, requests, startsExpired, { hasSlowScheme, tellsSignOut, flaw }) => {
        const world = createWorld(scheduler, [...fateList]);
        const revoked: string[] = [];
        const session = createSession({
          tokens: world.issue(),
          refresh: ({ tokens, signal }) =>
            world.refresh(tokens.accessToken, tokens.refreshToken, signal, stepList.includes('refresh')),
          refreshTimeoutMs,
          abandonAfterMs,
          log: false,
          store: flawedStore(flaw, scheduler),
          ...(hasSlowScheme && {
            scheme: {
              name: 'Bearer',
              async credential({ accessToken }) {
                await scheduler.schedule(Promise.resolve(), 'credential');
                return { headers: { authorization: `Bearer ${accessToken}` } };
              },
            },
          }),
          ...(tellsSignOut && {
            onSignOut: ({ tokens }) => {
              revoked.push(tokens.accessToken);
            },
          }),
        });
        const ended: string[] = [];
        session.on('ended', ({ message }) => ended.push(message));
        if (startsExpired) world.expire();
        const client = createClient(session, (request) => world.send(request));
        const controllers: AbortController[] = [];
        const outcomes = new Map<string, string[]>();

        const ask = (path: string) => {
          const controller = new AbortController();
          controllers.push(controller);
          outcomes.set(path, []);
          const note = (outcome: string) => outcomes.get(path)?.push(outcome);
          return scheduler
            .schedule(Promise.resolve(), `ask ${path}`)
            .then(() => {
              world.asked(path, session.status !== 'starting');
              return client.request(path, { signal: controller.signal });
            })
            .then(
              ({ status }) => note(String(status)),
              (error: Error) => note(error.name),
            );
        };
        const take = async (step: Step) => {
          await scheduler.schedule(Promise.resolve(), step);
          world.log.push(step);
          if (step === 'expire') world.expire();
          if (step === 'sign-out') {
            world.lastLogout();
            void session.signOut();
          }
          if (step === 'sign-in') void session.signIn(world.nextLogin());
          if (step === 'abort') controllers.shift()?.abort();
          if (step === 'deadline') vi.advanceTimersByTime(refreshTimeoutMs);
          if (step === 'abandonment') vi.advanceTimersByTime(abandonAfterMs);
          if (step === 'refresh') await session.refresh().catch(() => {});
          if (step === 'wake') vi.advanceTimersByTime(100_000);
          // Everything stood still, timers too.
          if (step === 'sleep') vi.setSystemTime(Date.now() + 60_000);
          if (step === 'update' && session.status === 'active') void session.update(world.issue());
          if (step === 'close') void session.close({ timeoutMs: refreshTimeoutMs / 2 });
        };

        const all = [...Array.from({ length: requests }, (_, index) => ask(`/${index}`)), ...stepList.map(take)];
        // Requests that the session sends later are tasks of their own: wait until nothing is left to happen.
        let isDone = false;
        const done = Promise.allSettled(all).then(() => {
          isDone = true;
        });
        for (let round = 0; !isDone && round < 300; round++) {
          if (scheduler.count() > 0) await scheduler.waitOne();
          else vi.advanceTimersByTime(refreshTimeoutMs);
          await settled();
        }
        expect({ isDone, log: isDone || world.log }).toEqual({ isDone: true, log: true });
        await done;
        await settled();

        expect(world.violations).toEqual([]);
        const signOuts = stepList.filter((step) => step === 'sign-out').length;
        expect(revoked.length).toBeLessThanOrEqual(signOuts);
        if (session.status === 'active' && !stepList.includes('close'))
          expect(revoked).not.toContain(session.getTokens()?.accessToken);
        for (const [path, list] of outcomes) expect([path, list.length]).toEqual([path, 1]);
        expect(ended.length).toBeLessThanOrEqual(1 + stepList.filter((step) => step === 'sign-in').length);
        if (
          !stepList.includes('close') &&
          stepList.at(-1) === 'sign-out' &&
          stepList.filter((step) => step.startsWith('sign-')).length === 1
        ) {
          expect(session.status).toBe('signed-out');
        }
        if (session.status === 'active' && world.valid !== '(none)' && world.valid !== '') {
          const asked = session.getAccessToken().catch(() => undefined);
          // A flight that hangs is waited for no longer than its deadline.
          vi.advanceTimersByTime(refreshTimeoutMs);
          const token = await asked;
          expect(token).not.toBe('Bearer twice');
        }
        session.dispose();
      },
    ),
    { numRuns: schedules },
  );
}, 900_000);
