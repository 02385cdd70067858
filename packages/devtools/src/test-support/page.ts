import { createFetch, createSession } from '@freshkey/fetch';
import { createTestFetch } from '@freshkey/testing';
import { mountDevtools } from '../mount-devtools.ts';

declare global {
  /** Lets the token expire and sends that many requests; resolves when all are answered. */
  var storm: (count: number) => Promise<number[]>;
  /** How long each frame took to draw, in milliseconds, since the last call. */
  var frameTimes: () => number[];
}

const times: number[] = [];
const nextFrame = requestAnimationFrame.bind(globalThis);
globalThis.requestAnimationFrame = (run) =>
  nextFrame((atMs) => {
    const fromMs = performance.now();
    run(atMs);
    times.push(performance.now() - fromMs);
  });
globalThis.frameTimes = () => times.splice(0);

const backend = createTestFetch({ url: 'https://api.test', latencyMs: { api: 120, token: 300 } });
const session = createSession({ tokens: backend.tokens.issue(), refresh: backend.refresh });
const api = createFetch(session, { fetch: backend.fetch, baseUrl: backend.url });
globalThis.storm = (count) => {
  backend.tokens.expireAll();
  return Promise.all(Array.from({ length: count }, async (_, id) => (await api(`/api/orders?id=${id}`)).status));
};
mountDevtools(session, { isOpen: true });
