import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { type ReportsPage, reportsPage } from './reports-page.ts';
import { type ExampleName, type RunningExample, startExample } from './start-example.ts';

/** The same application, the same tests: what one of the two shows, the other shows. */
export function describeExample(name: ExampleName): void {
  let browser: BrowserContext & AsyncDisposable;
  let example: RunningExample;
  let reports: ReportsPage;
  let page: Page;

  beforeAll(async () => {
    example = await startExample(name);
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await example[Symbol.asyncDispose]();
  });

  beforeEach(async () => {
    await forget();
    page = await browser.newPage();
    reports = reportsPage(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(example.url);
  });

  afterEach(async () => {
    await page.close();
    example.server.faults.clear();
    expect(reports.complaints).toEqual([]);
  });

  /** The tests share one profile, as the tabs of a person do: each begins without what the last one left. */
  async function forget(): Promise<void> {
    const blank = await browser.newPage();
    const devtools = await browser.newCDPSession(blank);
    const { origin } = new URL(example.url);
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await blank.close();
  }

  /** Signed in, with twenty answers on the screen, and a journal that begins here. */
  async function openDashboard(): Promise<void> {
    await reports.signIn();
    await reports.allReports('answered');
    example.server.journal.clear();
  }

  test('says so when the password is wrong, and lets in with the right one', async () => {
    await reports.signIn('wrong');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toBe('Wrong user or password.');
    await reports.signIn();
    await reports.allReports('answered');
    expect(await reports.fact('Status')).toBe('active');
  });

  test('meets a storm of twenty refusals with one refresh', async () => {
    await openDashboard();
    await reports.press('Expire the token');
    await page.locator('.report[data-state="replayed"]').first().waitFor();
    await reports.allReports('answered');
    example.server.journal.expectRefreshes(1);
    example.server.journal.expectNoReuse();
    expect(await reports.events()).toEqual(['signed-in', 'held ×20', 'refreshed', 'replayed ×20']);
    expect(await reports.fact('Requests replayed')).toBe('20');
  });

  test('shows why a refresh failed, and reads everything at the next attempt', async () => {
    await openDashboard();
    await reports.press('Refresh fails once');
    await reports.allReports('refused');
    expect(await page.locator('.reason').innerText()).toBe('refresh-failed');
    expect(await page.locator('.refusal').innerText()).toContain('temporarily_unavailable (503)');
    expect(await reports.fact('Status')).toBe('active');
    await reports.press('Read all twenty');
    await reports.allReports('answered');
    example.server.journal.expectRefreshes(2);
  });

  test('ends once when the refresh is refused, says why, and begins anew', async () => {
    await openDashboard();
    await reports.press('Refresh refused for good');
    await page.getByText('Your session has ended.').waitFor();
    expect(await page.locator('.notice').innerText()).toContain('invalid_grant');
    expect((await reports.events()).filter((event) => event.startsWith('ended'))).toEqual(['ended']);
    example.server.journal.expectRefreshes(1);
    await openDashboard();
    expect(await reports.fact('Status')).toBe('active');
  });

  test('lets nobody wait longer than its deadline for a refresh that hangs, and recovers', async () => {
    await openDashboard();
    const startedAtMs = Date.now();
    await reports.press('Refresh hangs');
    await reports.allReports('refused');
    expect(Date.now() - startedAtMs).toBeLessThan(8000);
    expect(await page.locator('.reason').innerText()).toBe('refresh-timeout');
    await page.getByText('refresh-failed', { exact: true }).first().waitFor();
    await expect
      .poll(
        async () => {
          await reports.press('Read all twenty');
          await page.waitForTimeout(1500);
          return page.locator('.report[data-state="answered"]').count();
        },
        { timeout: 20_000 },
      )
      .toBe(20);
    example.server.journal.expectMaxConcurrentRefreshes(1);
  });

  test('replays a late 401 with the token of now, without a second refresh', async () => {
    await openDashboard();
    await reports.press('Late 401');
    await page.getByText('newer-token').waitFor();
    example.server.journal.expectRefreshes(1);
    await reports.allReports('answered');
  });

  test('hands a refusal that no refresh can cure to its caller at once, in words', async () => {
    await openDashboard();
    await reports.press('Insufficient scope');
    await page.locator('.reason').waitFor();
    expect(await page.locator('.reason').innerText()).toBe('insufficient-scope');
    expect(await page.locator('.refusal').innerText()).toContain('the token lacks a scope');
    example.server.journal.expectRefreshes(0);
  });

  test('signs out, sends nothing after it, and signs in again', async () => {
    await openDashboard();
    await reports.press('Sign out');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await reports.fact('Access token')).toBe('none');
    await page.waitForTimeout(300);
    example.server.journal.expectRequests(0, { kind: 'api' });
    await openDashboard();
    expect(await reports.events()).toEqual(['signed-in', 'signed-out', 'signed-in']);
  });

  test('is still signed in after a reload', async () => {
    await openDashboard();
    await page.reload();
    await reports.allReports('answered');
    expect(await reports.fact('Status')).toBe('active');
  });

  test('shares the session with a second tab, its end included', async () => {
    await openDashboard();
    const second = reportsPage(await browser.newPage());
    await second.page.goto(example.url);
    await second.allReports('answered');
    example.server.journal.expectRefreshes(0);
    await reports.press('Sign out');
    await second.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await second.page.close();
    expect(second.complaints).toEqual([]);
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    test.each([
      ['wide', 1280],
      ['narrow', 390],
    ])('has nothing that axe finds fault with when it is %s', async (width, pixels) => {
      await page.setViewportSize({ width: pixels, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });

      async function look(state: string): Promise<void> {
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(
          ({ id, nodes }) => `${state}: ${id} at ${nodes.map((node) => node.html).join(' ')}`,
        );
        expect(found).toEqual([]);
        const path = `.artifacts/examples/${name}-${state}-${width}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }

      await page.getByLabel('User').waitFor();
      await look('signed-out');
      await openDashboard();
      await look('active');
      await reports.press('Refresh hangs');
      await page.getByText('waiting', { exact: true }).first().waitFor();
      await look('refreshing');
      // Looking may take longer than a refresh may: what became of this one does not matter.
      await page.reload();
      await reports.allReports('answered');
      await reports.press('Refresh fails once');
      await page.locator('.refusal').waitFor();
      await reports.settled();
      await look('refused');
      await reports.press('Refresh refused for good');
      await page.getByText('Your session has ended.').waitFor();
      await look('ended');
    });
  });
}
