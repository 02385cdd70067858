import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RefreshRefusedError } from './errors.ts';
import { createSession, type Session } from './session.ts';
import { settled } from './test-support/deferred.ts';
import { createClient, type FakeRequest, type FakeResponse } from './test-support/fake-client.ts';
import { createSharedStore } from './test-support/shared-store.ts';

/**
 * Two and three coordinators (tabs, processes) over one store and lock, under a scheduler that owns the order of every
 * step: requests, refreshes, store accesses, notices, and a coordinator that dies in the middle of anything.
 */
const schedules = Number(process.env.FRESHKEY_SCHEDULES ?? 1000);

type Step = 'expire' | 'crash' | 'sign-out' | 'sign-in' | 'late';
const steps = fc.array(fc.constantFrom<Step>('expire', 'expire', 'expire', 'crash', 'sign-out', 'sign-in', 'late'), {
  minLength: 1,
  maxLength: 4,
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([2, 3])(
  '%i coordinators spend no refresh token twice and lose nobody',
  async (coordinators) => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        steps,
        fc.integer({ min: 1, max: 3 }),
        async (scheduler, stepList, requestsEach) => {
          const violations: string[] = [];
          const log: string[] = [];
          let serial = 0;
          let login = 1;
          let valid = '';
          let spendable = '';
          const spent = new Set<string>();
          /** Spent by a coordinator that died with the answer: what then happens is documented, not promised. */
          const doubtful = new Set<string>();
          const lastSpent = new Map<string, string>();
          const flying = new Map<string, { refreshToken: string; signal: AbortSignal }>();
          const issue = () => {
            serial++;
            valid = `a${login}.${serial}`;
            spendable = `r${login}.${serial}`;
            return { access_token: valid, refresh_token: spendable };
          };
          const step = async (label: string) => {
            await scheduler.schedule(Promise.resolve(), label);
            log.push(label);
          };
          const shared = createSharedStore(step);
          const first = issue();
          const dead = new Set<string>();

          const members = Array.from({ length: coordinators }, (_, index) => {
            const name = `c${index}`;
            const handle = shared.open(name);
            const session: Session = createSession({
              store: handle.store,
              tokens: first,
              refreshTimeoutMs: 60_000,
              abandonAfterMs: 600_000,
              async refresh({ tokens: { refreshToken, accessToken }, signal }) {
                if (accessToken === valid) violations.push(`${name} refreshed ${accessToken}, which is still good`);
                const others = [...flying].flatMap(([other, flight]) =>
                  dead.has(other) || flight.signal.aborted ? [] : [other],
                );
                if (others.length > 0) violations.push(`${name} and ${others} refresh at the same time`);
                flying.set(name, { refreshToken, signal });
                await step(`${name} refresh arrives with ${refreshToken}`);
                if (spent.has(refreshToken)) {
                  if (!doubtful.has(refreshToken)) violations.push(`${name} spent ${refreshToken} a second time`);
                  flying.delete(name);
                  throw new RefreshRefusedError('reuse');
                }
                if (refreshToken !== spendable) {
                  flying.delete(name);
                  throw new RefreshRefusedError('unknown');
                }
                spent.add(refreshToken);
                lastSpent.set(name, refreshToken);
                if (dead.has(name)) doubtful.add(refreshToken);
                const answer = issue();
                await step(`${name} refresh answers`);
                flying.delete(name);
                return answer;
              },
            });
            const client = createClient(session, async (request: FakeRequest): Promise<FakeResponse> => {
              log.push(`${name} sends ${request.token}`);
              await step(`${name} request arrives`);
              const response =
                request.token !== undefined && request.token === valid ? { status: 200 } : { status: 401 };
              await step(`${name} answer`);
              return response;
            });
            return { name, handle, session, client };
          });

          const outcomes = new Map<string, string>();
          const asks = members.flatMap(({ name, client }) =>
            Array.from({ length: requestsEach }, async (_, index) => {
              const id = `${name}/${index}`;
              await step(`${name} asks`);
              if (dead.has(name)) return void outcomes.set(id, 'dead');
              await client.request(`/${index}`).then(
                ({ status }) => outcomes.set(id, String(status)),
                (error: Error) => outcomes.set(id, error.name),
              );
            }),
          );
          const living = () => members.filter(({ name }) => !dead.has(name));
          const takes = stepList.map(async (kind) => {
            await step(kind);
            const [one] = living();
            if (kind === 'expire') valid = '(none)';
            if (kind === 'late') vi.advanceTimersByTime(1000);
            if (kind === 'sign-in') {
              login++;
              await one?.session.signIn(issue());
            }
            if (kind === 'sign-out') {
              login++;
              valid = '';
              await one?.session.signOut();
            }
            if (kind === 'crash' && living().length > 1) {
              const victim = living().at(-1);
              if (!victim) return;
              dead.add(victim.name);
              // Whether it died before or after the answer was stored, its last one may be lost with it.
              const last = flying.get(victim.name)?.refreshToken ?? lastSpent.get(victim.name);
              if (last) doubtful.add(last);
              victim.handle.crash();
            }
          });

          let isDone = false;
          const all = [...takes, ...asks.filter((_, index) => index >= 0)];
          const settledOnes = () =>
            members.every(
              ({ name }) =>
                dead.has(name) || [...Array(requestsEach).keys()].every((index) => outcomes.has(`${name}/${index}`)),
            );
          void Promise.allSettled(takes).then(() => {
            isDone = true;
          });
          for (let round = 0; !(isDone && settledOnes() && scheduler.count() === 0) && round < 600; round++) {
            if (scheduler.count() > 0) await scheduler.waitOne();
            else vi.advanceTimersByTime(1000);
            await settled();
          }
          expect({ isSettled: settledOnes(), log: settledOnes() || log }).toEqual({ isSettled: true, log: true });
          expect(all).not.toHaveLength(0);
          expect(violations).toEqual([]);
          // Everybody who lives ends with what the store holds.
          const held = shared.record?.tokens?.accessToken ?? 'none';
          for (const { name, session } of living()) {
            expect([name, await session.getAccessToken().catch(() => 'none')]).toEqual([name, held]);
          }
          for (const { session } of members) session.dispose();
        },
      ),
      { numRuns: schedules },
    );
  },
  900_000,
);
