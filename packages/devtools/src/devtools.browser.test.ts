import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleForBrowser } from '../../../scripts/browser/bundle.ts';
import { launchChromium } from '../../../scripts/browser/chromium.ts';

const html =
  '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>An application</title><link rel="icon" href="data:,"></head><body><main><h1>An application</h1></main><script src="/page.js"></script></body></html>';

let browser: Awaited<ReturnType<typeof launchChromium>>;
const script = bundleForBrowser(new URL('./test-support/page.ts', import.meta.url));
const server = createServer((request, response) => {
  const isScript = request.url === '/page.js';
  response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
  void script.then((text) => response.end(isScript ? text : html));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  server.close();
  server.closeAllConnections();
});

async function open(): Promise<Page & AsyncDisposable> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return Object.assign(page, { [Symbol.asyncDispose]: () => page.close() });
}

const said = (page: Page) => page.locator('output').innerText();

/** The time within which nineteen of twenty frames were drawn while that many requests went their way. */
async function p95Of(page: Page, count: number): Promise<number> {
  await page.evaluate(() => frameTimes());
  await page.evaluate((requests) => storm(requests), count);
  const times = (await page.evaluate(() => frameTimes())).sort((one, other) => one - other);
  expect(times.length).toBeGreaterThan(10);
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

test('draws five hundred bars within eight milliseconds in nineteen frames of twenty, and then nothing', async () => {
  await using page = await open();
  // What else runs on the machine lengthens a frame; it never shortens one.
  const runs: number[] = [];
  for (let run = 0; run < 5 && !runs.some((p95) => p95 <= 8); run++) runs.push(await p95Of(page, 500));
  expect(Math.min(...runs), `p95 of each run, ms: ${runs.join(', ')}`).toBeLessThanOrEqual(8);
  await page.waitForTimeout(300);
  await page.evaluate(() => frameTimes());
  await page.waitForTimeout(1000);
  expect(await page.evaluate(() => frameTimes())).toEqual([]);
}, 60_000);

test('is read with the keyboard alone', async () => {
  await using page = await open();
  await page.evaluate(() => storm(12));
  await page.locator('canvas').focus();
  await page.keyboard.press('Home');
  expect(await said(page)).toMatch(/sent with token 1, refused 401 .* held .* sent with token 2, answered 200/);
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Table' }).press('Enter');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(12);
});

test.for([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
] as const)('axe finds nothing, %s and %i pixels wide', async ([colorScheme, width]) => {
  await using page = await open();
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 800 });
  await page.evaluate(() => storm(16));
  await page.locator('canvas').press('Home');
  const axe = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, help }) => `${id}: ${help}`);
  expect(await axe()).toEqual([]);
  const { FRESHKEY_SCREENSHOTS: folder } = process.env;
  if (folder) await page.screenshot({ path: `${folder}/devtools-${colorScheme}-${width}.png` });
  await page.getByRole('button', { name: 'Table' }).click();
  expect(await axe()).toEqual([]);
});
