import { existsSync, mkdirSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { root } from '../checks/report.ts';
import { questions } from './questions.ts';
import { serveSite } from './serve-site.ts';

const base = '/freshkey';
const dist = `${root}/docs/site/dist`;
const artifacts = `${root}/.artifacts/site`;

/** One page of each template. */
const templates = {
  first: '',
  document: 'packages/axios/',
  question: 'questions/tabs-log-out/',
  why: 'why/token-expired/',
  row: 'why/row/d01/',
  causes: 'why/',
  error: 'errors/refresh-failed/',
  reason: 'errors/reason/still-refused/',
  errors: 'errors/',
  event: 'events/ended/',
  command: 'tools/command/',
  tool: 'tools/why401/',
};

let site: Awaited<ReturnType<typeof serveSite>>;
let browser: Awaited<ReturnType<typeof launchChromium>>;
let complaints: string[] = [];

beforeAll(async () => {
  if (!existsSync(dist)) throw new Error('The site is not built: npm run docs.');
  mkdirSync(artifacts, { recursive: true });
  site = await serveSite(dist, base);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

afterEach(async () => {
  for (const page of browser.pages().slice(1)) await page.close();
  expect(complaints.splice(0)).toEqual([]);
});

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  await page.goto(`${site.url}${path}`);
  return page;
}

const verdict = (page: Page) => page.locator('#verdict');

test.for(Object.entries(templates))(
  'axe finds nothing on the template "%s", light, dark and on a phone',
  async ([name, path]) => {
    const page = await open(path);
    for (const [scheme, width] of [
      ['light', 1280],
      ['dark', 1280],
      ['light', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
      expect(found, `${name}, ${scheme}, ${width} px`).toEqual([]);
      await page.screenshot({ path: `${artifacts}/${name}-${scheme}-${width}.png` });
    }
  },
);

test('a why page loads at most 80 KiB at first', async () => {
  const page = await browser.newPage();
  const sizes: number[] = [];
  const pending: Promise<unknown>[] = [];
  page.on('response', (response) => {
    pending.push(response.body().then((body) => sizes.push(brotliCompressSync(body).byteLength)));
  });
  await page.goto(`${site.url}${templates.why}`, { waitUntil: 'networkidle' });
  await Promise.all(pending);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(5000);
  expect(bytes).toBeLessThanOrEqual(80 * 1024);
});

test('search finds the page of each question among the first three, typed as listed and in another wording', async () => {
  const page = await open('questions/');
  const asked = questions();
  expect(asked).toHaveLength(25);
  const missed: string[] = [];
  for (const { slug, wordings } of asked) {
    for (const wording of wordings) {
      // As a text: what a test runner makes of "import" is unknown to a page.
      const found = (await page.evaluate(`import('${base}/pagefind/pagefind.js')
        .then((pagefind) => pagefind.search(${JSON.stringify(wording)}))
        .then(({ results }) => Promise.all(results.slice(0, 3).map((one) => one.data())))
        .then((top) => top.map(({ url }) => url))`)) as string[];
      if (!found.some((url) => url.endsWith(`/${slug}/`))) missed.push(`${wording}: ${found.join(', ') || 'nothing'}`);
    }
  }
  expect(missed).toEqual([]);
});

test('the tool says why a pasted request was refused, and leads to its page', async () => {
  const page = await open(templates.tool);
  await page.getByLabel('The request').fill("curl 'https://api.example.com/v1' -H 'Authorization: Bearer undefined'");
  await verdict(page).getByRole('heading', { level: 2 }).waitFor();
  expect(await verdict(page).innerText()).toMatch(/undefined/);
  const link = verdict(page).getByRole('link', { name: /More about/ });
  expect(await link.getAttribute('href')).toBe(`${base}/why/credential-is-missing-value/`);
  await link.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
});

const secret = 'sk-9fQ2xLw7Zr4TbVn8Km3P';

test.for([
  [
    'a curl command',
    `curl 'https://me:${secret}@api.example.com/v1?api_key=${secret}' -H 'Authorization: Bearer ${secret}'`,
    '',
  ],
  ['a command for cmd', `curl "https://api.example.com/v1" ^\n  -H "X-Api-Key: ${secret}"`, ''],
  [
    'a copied fetch',
    `fetch("https://api.example.com/v1", {"headers":{"authorization":"Bearer ${secret}"},"method":"GET"});`,
    '',
  ],
  [
    'what curl -v prints',
    `> GET /v1 HTTP/1.1\n> Host: api.example.com\n> Authorization: Bearer ${secret}\n< HTTP/1.1 401 Unauthorized\n<\nno: ${secret}`,
    '',
  ],
  ['a token alone', `Bearer ${secret}`, ''],
  [
    'an answer that repeats it',
    `curl 'https://api.example.com' -H 'Authorization: Bearer ${secret}'`,
    `HTTP/1.1 401\n\nunknown key ${secret}`,
  ],
] as const)('shows no credential of %s', async ([, request, answer]) => {
  const page = await open(templates.tool);
  if (answer) await page.getByLabel(/The answer/).fill(answer);
  await page.getByLabel('The request').fill(request);
  await verdict(page).getByRole('button', { name: 'Copy as text' }).waitFor();
  await verdict(page).locator('summary').click();
  expect(await page.locator('#read-as').innerText()).toMatch(/^Read as /);
  expect(await page.locator('main').evaluate((main) => main.innerHTML)).not.toContain(secret);
});

test('reads an answer alone and a recording, and says what it cannot read', async () => {
  const page = await open(templates.tool);
  await page
    .getByLabel(/The answer/)
    .fill(
      'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="The token expired"',
    );
  await verdict(page).getByRole('heading', { level: 2 }).waitFor();
  expect(await verdict(page).innerText()).toMatch(/expired/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByText('The reason stands here').waitFor();
  await page.getByLabel('The request').fill("curl 'https://open");
  await expect.poll(() => verdict(page).innerText()).toMatch(/quote/);
  const entry = {
    startedDateTime: '2026-06-01T12:00:00Z',
    time: 10,
    request: {
      method: 'GET',
      url: 'https://api.example.com/v1',
      headers: [{ name: 'Authorization', value: `Bearer ${secret}` }],
    },
    response: {
      status: 401,
      headers: [{ name: 'WWW-Authenticate', value: 'Bearer error="invalid_token"' }],
      content: {},
    },
  };
  const buffer = Buffer.from(JSON.stringify({ log: { entries: [entry, entry] } }));
  await page.locator('#recording').setInputFiles({ name: 'a.har', mimeType: 'application/json', buffer });
  await page.getByRole('heading', { name: 'The recording' }).waitFor();
  expect(await verdict(page).innerText()).toContain('api.example.com');
  expect(await verdict(page).innerHTML()).not.toContain(secret);
});

test('on a phone the verdict is seen at once, and the keyboard alone is enough', async () => {
  const page = await open(templates.tool);
  await page.setViewportSize({ width: 390, height: 800 });
  const example = page.getByRole('button', { name: 'Missing scope' });
  await example.focus();
  await page.keyboard.press('Enter');
  const heading = verdict(page).getByRole('heading', { level: 2 });
  await heading.waitFor();
  await expect.poll(async () => (await heading.boundingBox())?.y ?? -1).toBeGreaterThan(0);
  expect((await heading.boundingBox())?.y).toBeLessThan(800);
  await page.screenshot({ path: `${artifacts}/tool-verdict-390.png` });
});

test('rules and products load with the first paste, and not before', async () => {
  const page = await browser.newPage();
  const loaded: { url: string; bytes: Promise<number> }[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js'))
      loaded.push({ url: response.url(), bytes: response.body().then((body) => brotliCompressSync(body).byteLength) });
  });
  await page.goto(`${site.url}${templates.tool}`, { waitUntil: 'networkidle' });
  const before = await Promise.all(loaded.splice(0).map(({ bytes }) => bytes));
  expect(before.reduce((sum, size) => sum + size, 0)).toBeLessThan(40_000);
  await page.getByRole('button', { name: 'Bearer undefined' }).click();
  await verdict(page).getByRole('heading', { level: 2 }).waitFor();
  const after = await Promise.all(loaded.map(({ bytes }) => bytes));
  const bytes = after.reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(20_000);
  // The rules and products of @freshkey/diagnose, and what reads commands: their own budgets keep them small.
  expect(bytes).toBeLessThanOrEqual(150_000);
});
