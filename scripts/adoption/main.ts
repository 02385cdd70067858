/**
 * How soon the other tabs work with what one of them has renewed: from the refresh's end at the server to the arrival of
 * the last replay there, twelve tabs of one origin in a real Chromium, one refused request waiting in each. Beside it
 * what the browser itself needs: one message to twelve tabs, and one request of each.
 *
 * `npm run build`, then `node scripts/adoption/main.ts [rounds]`.
 */
import type { Page } from 'playwright';
import {
  type BrowserWorld,
  createBrowserWorld,
} from '../../packages/core/src/keeping/tabs/test-support/browser-world.ts';

const tabCount = 12;
const rounds = Number(process.argv[2] ?? 15);

const medianOf = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function openTabs(browser: BrowserWorld, way: 'memory' | 'indexedDB' | 'cookie'): Promise<Page[]> {
  const options = {
    key: way,
    storage: way === 'indexedDB' ? 'indexedDB' : 'memory',
    refresh: way === 'cookie' ? 'cookie' : 'token',
  } as const;
  const pages = [await browser.open(options)];
  await pages[0]?.evaluate((path) => app.signedIn(path), way === 'cookie' ? '/session/login' : '/login');
  while (pages.length < tabCount) pages.push(await browser.open(options));
  return pages;
}

async function adoptionMs({ world }: BrowserWorld, pages: readonly Page[], round: number): Promise<number> {
  world.tokens.expireAll();
  world.journal.clear();
  const answer = world.faults.hold('token', 'after');
  const sent = pages.map((page, index) => page.evaluate((id) => app.send([id]), `${round}-${index}`));
  await answer.arrived();
  await pause(300);
  answer.open();
  await Promise.all(sent);
  world.journal.expectRefreshes(1);
  const { entries } = world.journal;
  const endedAtMs = entries.find(({ kind }) => kind === 'token')?.endedAtMs ?? Number.NaN;
  const replays = entries.filter(({ kind, status }) => kind === 'api' && status === 200);
  if (replays.length !== pages.length) throw new Error(`${replays.length} of ${pages.length} requests were served.`);
  return Math.max(...replays.map(({ atMs }) => atMs)) - endedAtMs;
}

async function bareMs({ world }: BrowserWorld, pages: readonly Page[], round: number): Promise<number> {
  world.journal.clear();
  await pages[0]?.evaluate(async (id) => {
    await fetch('/public/first');
    new BroadcastChannel('bare').postMessage(id);
    void fetch(`/public/echo?id=${id}`);
  }, round);
  await pause(300);
  const { entries } = world.journal;
  const endedAtMs = entries.find(({ path }) => path === '/public/first')?.endedAtMs ?? Number.NaN;
  return Math.max(...entries.map(({ atMs }) => atMs)) - endedAtMs;
}

async function measure(measureOne: (round: number) => Promise<number>): Promise<number[]> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) figures.push(await measureOne(round));
  return figures;
}

function report(name: string, figures: readonly number[]): void {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  console.log(
    `${name.padEnd(28)} ${medianOf(figures).toFixed(1).padStart(7)} ms  (${least.toFixed(0)} to ${most.toFixed(0)})`,
  );
}

await using browser = await createBrowserWorld();
console.log(`${tabCount} tabs, ${rounds} rounds, medians`);
for (const way of ['memory', 'indexedDB', 'cookie'] as const) {
  const pages = await openTabs(browser, way);
  report(way, await measure((round) => adoptionMs(browser, pages, round)));
  if (way === 'cookie') {
    for (const page of pages) {
      await page.evaluate(() => {
        new BroadcastChannel('bare').onmessage = ({ data }) => void fetch(`/public/echo?id=${data}`);
      });
    }
    report('a message and a request', await measure((round) => bareMs(browser, pages, round)));
  }
  await Promise.all(pages.map((page) => page.close()));
}
