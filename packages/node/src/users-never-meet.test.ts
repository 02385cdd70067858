import { attach } from '@freshkey/axios';
import { memoryStore, type TokenStore } from '@freshkey/core';
import { createSessionPool } from '@freshkey/core/pool';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import axios from 'axios';
import ky from 'ky';
import { expect, test } from 'vitest';
import { type SessionContext, sessionContext } from './session-context.ts';
import { startUsersApi } from './test-support/users-api.ts';

interface Call {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
}

/** One client for all users; what it makes of an answer. */
const clients: Record<string, (context: SessionContext, url: string) => (call: Call) => Promise<{ user: string }>> = {
  fetch(context, url) {
    const send = createFetch(context.session);
    return async ({ path, ...init }) => {
      const response = await send(url + path, init);
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response.json();
    };
  },
  axios(context, url) {
    const api = axios.create({ baseURL: url });
    attach(api, context.session);
    return async ({ path, ...config }) => (await api.get<{ user: string }>(path, config)).data;
  },
  ky(context, url) {
    const api = extend(ky.create({ prefix: url, retry: 0 }), context.session);
    return ({ path, ...options }) => api.get<{ user: string }>(path.slice(1), options).json();
  },
};

/** The same figures at every run: a failure comes again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each(
  Object.keys(clients).flatMap((client) => [Infinity, 30].map((maxSessions) => [client, maxSessions] as const)),
)(
  'with %s and at most %d sessions, 500 requests of 100 users meet refusals, aborts and sign-outs, and no user meets another',
  async (client, maxSessions) => {
    const random = randomFrom(client.length * 1000 + (Number.isFinite(maxSessions) ? 1 : 0));
    const api = await startUsersApi(() => random() * 20);
    const stores = new Map<string, TokenStore>();
    let made = 0;
    const storeOf = (key: string) => {
      made++;
      // A database answers later, and outlives every session.
      const memory = stores.get(key) ?? memoryStore();
      stores.set(key, memory);
      return {
        read: async () => memory.read(),
        write: async (...write: Parameters<TokenStore['write']>) => memory.write(...write),
      } satisfies TokenStore;
    };
    const pool = createSessionPool({
      maxSessions,
      options: (key) => ({
        store: storeOf(key),
        origins: [api.url],
        log: false,
        refresh: ({ tokens, signal }) =>
          fetch(`${api.url}/oauth/token`, {
            method: 'POST',
            body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: tokens.refreshToken }),
            signal,
          }),
      }),
    });
    const context = sessionContext(pool);
    const send = (clients[client] as (typeof clients)[string])(context, api.url);
    const users = Array.from({ length: 100 }, (_, index) => `user-${index}`);
    await Promise.all(users.map((user) => pool.session(user).signIn(api.issue(user))));
    // Where sessions are to be let go, some must come to rest in between.
    const spreadMs = Number.isFinite(maxSessions) ? 1200 : 60;
    const left = new Set<string>();
    const outcomes = { served: 0, aborted: 0, refused: 0 };

    /** A request of a user's, on a server that serves everybody at once. */
    async function request(user: string, index: number): Promise<void> {
      await pause(random() * spreadMs);
      const ending = new AbortController();
      const isAborted = index % 9 === 0;
      if (isAborted) setTimeout(() => ending.abort(), random() * 25).unref();
      const headers = { 'x-made-for': user, ...(left.has(user) && { 'x-after-sign-out': 'yes' }) };
      try {
        const answer = await context.run(user, async () => {
          await pause(random() * 5);
          return send({ path: `/orders/${index}`, headers, signal: ending.signal });
        });
        expect(answer.user).toBe(user);
        outcomes.served++;
      } catch (error) {
        if (ending.signal.aborted) outcomes.aborted++;
        else if (left.has(user)) outcomes.refused++;
        else throw error;
      }
    }

    /** Somebody who takes tokens away, and some who leave, in the middle of it. */
    async function trouble(): Promise<void> {
      for (let round = 0; round < 60; round++) {
        await pause(spreadMs / 60);
        // Each at most once: who is refused, renewed and refused again within one request is told so.
        api.revoke(users[(round * 7) % 90] as string);
        if (round % 6 !== 5) continue;
        const leaving = users[90 + Math.floor(round / 6)] as string;
        left.add(leaving);
        await pool.session(leaving).signOut();
        api.signedOut(leaving);
      }
    }

    const requests = Array.from({ length: 500 }, (_, index) => request(users[index % users.length] as string, index));
    const results = await Promise.allSettled([trouble(), ...requests]);
    expect(results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([]);
    expect(api.mixedUp).toEqual([]);
    expect(api.late).toEqual([]);
    expect(api.reused).toEqual([]);
    expect(api.refreshes).toBeGreaterThan(10);
    expect(left.size).toBe(10);
    expect(outcomes.served).toBeGreaterThan(400);
    expect(outcomes.served + outcomes.aborted + outcomes.refused).toBe(500);
    // Nobody's tokens stand in somebody else's place.
    for (const user of users) {
      const held = stores.get(user)?.read() as { tokens: { accessToken: string } | null };
      if (left.has(user)) expect(held.tokens).toBeNull();
      else expect(held.tokens?.accessToken).toMatch(new RegExp(`^at-\\d+-${user}$`));
    }
    if (Number.isFinite(maxSessions)) expect(made).toBeGreaterThan(100);
    else expect(made).toBe(100);
    expect(await pool.close()).toEqual({ unfinished: [] });
    await api.close();
  },
);
