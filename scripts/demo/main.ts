import { inspect, parseArgs, styleText } from 'node:util';
import { createSession } from '@freshkey/core';
import { oauth } from '@freshkey/oauth';
import { startApi } from './api.ts';
import { connect } from './clients.ts';
import { lanes, waterfall } from './draw.ts';
import { lifetimeSec, startProvider } from './provider.ts';
import { createTimeline } from './timeline.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const durationMs = 11_000;
const burstEveryMs = 350;
const failRefreshAtMs = 5000;
const hardStopMs = 28_000;

const timeline = createTimeline();
const provider = await startProvider();
const api = await startApi(provider, timeline);
const stop = setTimeout(() => {
  console.error('The demo did not end by itself within 28 s.');
  process.exit(1);
}, hardStopMs);

const first = await provider.signIn();
const secrets = Object.values(first);
const auth = oauth({ issuer: provider.issuer, clientId: provider.clientId, allowHttp: true });
const session = createSession({
  tokens: first,
  origins: [api.url],
  async refresh(context) {
    const brought = (await auth.options.refresh(context as never)) as typeof first & { expires_in?: number };
    secrets.push(brought.access_token, brought.refresh_token);
    // The lifetime is kept from the session, so that the token ends under the load instead of being renewed ahead of it.
    const { expires_in: _lifetime, ...tokens } = brought;
    return tokens;
  },
});
const idOf = (url: string) => new URL(url).pathname.slice(1);
const events: unknown[] = [];
session.on('held', ({ url }) => timeline.held(idOf(url)));
session.on('replayed', ({ url }) => timeline.replayed(idOf(url)));
for (const name of ['held', 'replayed', 'refreshed', 'refresh-failed', 'unauthorized', 'passed'] as const) {
  session.on(name, (event) => events.push(event));
}
let wasRefreshing = false;
session.subscribe(() => {
  const { isRefreshing } = session.getSnapshot();
  if (isRefreshing !== wasRefreshing) timeline.refreshing(isRefreshing);
  wasRefreshing = isRefreshing;
});

const clients = connect(session, api.url);
const failures: unknown[] = [];
const pending: Promise<void>[] = [];
let serial = 0;

function send(lateBy: string): void {
  for (const client of clients) {
    const id = `${client.lane.split(' ')[0]}-${++serial}`;
    timeline.begin(id, client.lane);
    const body = serial % 3 === 0 ? { order: serial } : undefined;
    pending.push(
      client.send(`${id}${lateBy}`, body).then(
        () => timeline.end(id, 'succeeded'),
        (error: unknown) => {
          failures.push(error);
          timeline.end(id, 'failed');
        },
      ),
    );
  }
}

const isLive = process.stdout.isTTY && !values.json;
let drawn = 0;
function redraw(): void {
  const picture = lanes(timeline, durationMs + 1500);
  if (drawn > 0) process.stdout.write(`\u001b[${drawn}A\u001b[0J`);
  process.stdout.write(`${picture.join('\n')}\n`);
  drawn = picture.length;
}

if (!values.json) {
  console.log(styleText('bold', 'Four clients, one session, an OpenID provider with rotating refresh tokens'));
  console.log(
    `The access token lives ${lifetimeSec} s. At ${failRefreshAtMs / 1000} s the token endpoint fails once; one request in each burst gets its 401 late.\n`,
  );
}

let isFailureDue = true;
while (timeline.nowMs() < durationMs) {
  if (isFailureDue && timeline.nowMs() > failRefreshAtMs) {
    isFailureDue = false;
    provider.failNextRefresh();
  }
  for (let round = 0; round < 5; round++) send(round === 4 ? '?late' : '');
  if (isLive) redraw();
  await new Promise((resolve) => setTimeout(resolve, burstEveryMs));
}
await Promise.all(pending);
session.dispose();
await Promise.all([api.close(), provider.close()]);
clearTimeout(stop);

const { journeys, flights } = timeline;
const { refreshes, failures: refreshFailures, reuseDetected } = provider.counts;
const result = {
  requests: journeys.length,
  unauthorized: journeys.reduce((sum, { refusals }) => sum + refusals, 0),
  refreshes,
  expiries: api.expiries(),
  replayed: journeys.filter(({ replayed }) => replayed).length,
  succeeded: journeys.filter(({ outcome }) => outcome === 'succeeded').length,
  failed: journeys.filter(({ outcome }) => outcome === 'failed').length,
  reuseDetected,
};
const printed = inspect([events, failures], { depth: 20, maxArrayLength: null, maxStringLength: null });
const leaks = secrets.filter((secret) => printed.includes(secret));
const late = journeys.filter(({ refusedMs, endMs = 0 }) =>
  flights.some(
    (flight) =>
      refusedMs !== undefined && flight.endMs !== undefined && refusedMs > flight.endMs && endMs - refusedMs < 200,
  ),
);
const promises: [string, boolean, string][] = [
  ['Every request was answered', result.succeeded === result.requests, `${result.succeeded} of ${result.requests}`],
  ['One refresh an expiry', refreshes === result.expiries, `${refreshes} refreshes, ${result.expiries} expiries`],
  ['No refresh token was spent twice', reuseDetected === 0, `${reuseDetected} reuses at the provider`],
  [
    'A failing token endpoint lost nobody',
    refreshFailures === 1 && result.failed === 0,
    `${refreshFailures} failure, ${result.failed} lost`,
  ],
  ['A late 401 caused no second refresh', late.length > 0, `${late.length} late refusals, replayed at once`],
  [
    'No token in any event or error',
    leaks.length === 0,
    `${secrets.length} tokens searched for in ${events.length} events`,
  ],
];

if (!values.json) {
  if (isLive) redraw();
  else console.log(lanes(timeline, durationMs + 1500).join('\n'));
  console.log(`\n${styleText('bold', 'The second refresh, request by request')}`);
  console.log(waterfall(timeline, 1, 14).join('\n'));
  console.log(`\n${styleText('bold', 'Promises')}`);
  for (const [promise, isKept, figure] of promises) {
    console.log(
      `${isKept ? styleText('green', '✔ kept  ') : styleText('red', '✘ BROKEN')}  ${promise.padEnd(40)}${figure}`,
    );
  }
  console.log(
    `\n${result.requests} requests, ${result.unauthorized} refused, ${result.replayed} replayed, ${refreshes} refreshes, ${result.failed} lost.`,
  );
  for (const failure of failures.slice(0, 3)) console.log(styleText('red', String(failure)));
} else {
  console.log(JSON.stringify(result));
}
process.exitCode = promises.every(([, isKept]) => isKept) ? 0 : 1;
