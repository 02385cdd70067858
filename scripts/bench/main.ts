import { cpus } from 'node:os';
import { startRedis } from '../../packages/redis/src/test-support/redis-server.ts';
import { dpopPath } from './dpop-path.ts';
import { heldHeap } from './held-heap.ts';
import { idleHeap } from './idle-heap.ts';
import { poolCosts } from './pool-heap.ts';
import { sizes } from './sizes.ts';
import { storms } from './storm.ts';
import { successPath } from './success-path.ts';
import { table } from './table.ts';

/** `npm run bench`: prints the tables of docs/benchmarks.md. */
const percent = (ratio: number) => `${ratio < 1 ? '' : '+'}${((ratio - 1) * 100).toFixed(1)} %`;

console.log(`Node ${process.version}, ${cpus().length} cores. Interleaved rounds in one run, medians of ratios.\n`);

console.log('Success path: one request with a good token, transport in memory\n');
for (const group of await successPath()) {
  console.log(
    table(
      ['client', 'µs a request', 'above the client alone'],
      group.map(({ name, us, ratio }) => [name, us.toFixed(2), percent(ratio)]),
    ),
  );
}

console.log(
  'Success path with DPoP: one request with a bound token; what is above the first row is not the signature itself\n',
);
console.log(
  table(
    ['client', 'µs a request', 'above fetch and a signature'],
    (await dpopPath()).map(({ name, us, ratio }) => [name, us.toFixed(2), percent(ratio)]),
  ),
);

console.log(
  'Storm: N requests at once on an expired token, 20 ms an exchange; the bare client needs two waves and a refresh\n',
);
console.log(
  table(
    ['client', 'N', 'answered', 'refreshes', 'ms', '× the bare exchanges'],
    (await storms()).map(({ name, requests, answered, refreshes, ms, ratio }) => [
      name,
      String(requests),
      String(answered),
      String(refreshes),
      ms.toFixed(0),
      ratio.toFixed(2),
    ]),
  ),
);

const { held, bare } = heldHeap();
console.log('Memory: 10,000 requests that wait\n');
console.log(
  table(
    ['request', 'bytes of heap'],
    [
      ['axios alone, waiting for an answer', bare.toFixed(0)],
      ['@freshkey/axios, held for a refresh', held.toFixed(0)],
      ['difference', (held - bare).toFixed(0)],
    ],
  ),
);

console.log('Idle: one of 10,000 sessions that nobody uses\n');
const redis = await startRedis();
const [inPool, onRedis] = [poolCosts(), poolCosts(redis.url)];
await redis.stop();
console.log(
  table(
    ['session', 'bytes of heap', 'µs to make it'],
    [
      ['createSession', idleHeap().toFixed(0), ''],
      ['of a pool, in memory', inPool.bytes.toFixed(0), inPool.createUs.toFixed(0)],
      ['of a pool, on Redis', onRedis.bytes.toFixed(0), onRedis.createUs.toFixed(0)],
    ],
  ),
);

console.log('Size: minified, brotli, everything included but the client\n');
console.log(
  table(
    ['import', 'minified', 'brotli'],
    (await sizes()).map(({ name, minified, brotli }) => [name, String(minified), String(brotli)]),
  ),
);
