import type { Page } from 'playwright';
import { describe, expect, test, vi } from 'vitest';
import { Stage, send, statusOf } from './test-support/stage.ts';

const stage = Stage.use({}, { withoutDefaults: ['--disable-back-forward-cache'] });

/** From now on the tab does nothing for so long: no timer, no message, no answer gets through. */
async function fallAsleep(page: Page, ms: number): Promise<{ awake: Promise<void> }> {
  const awake = page.evaluate((given) => {
    void fetch('/public/asleep');
    const untilMs = performance.now() + given;
    while (performance.now() < untilMs);
  }, ms);
  await vi.waitFor(() => stage.world.journal.expectRequests(1, { path: '/public/asleep' }), 5000);
  return { awake };
}

/** The tab misses what the others say, as one that the system has put to sleep. */
const deafen = (page: Page) =>
  page.evaluate(() => {
    globalThis.ears = channels.map((channel) => channel.onmessage);
    for (const channel of channels) channel.onmessage = null;
  });

declare global {
  var ears: BroadcastChannel['onmessage'][];
}

describe.each(['memory', 'indexedDB'] as const)('tabs that sleep (%s)', (way) => {
  test.for([
    ['shorter than a flight may last', 10_000],
    ['longer than a flight may last', 2000],
  ] as const)(
    'keep their flight: the others wait their time, and nobody spends the token again (%s)',
    async ([, abandonAfterMs]) => {
      const { world } = stage;
      const [holder, other] = (await stage.signedIn(way, 2, { refreshTimeoutMs: 1000, abandonAfterMs })) as [
        Page,
        Page,
      ];
      world.tokens.expireAll();
      const answer = world.faults.hold('token', 'after');
      const sentByHolder = send(holder, ['holder']);
      await answer.arrived();
      const { awake } = await fallAsleep(holder, 3500);
      const sentByOther = send(other, ['other']);
      answer.open();
      expect(await sentByOther).toEqual([401]);
      world.journal.expectRefreshes(1);
      await awake;
      await sentByHolder;
      await vi.waitFor(async () => expect(await send(other, ['later'])).toEqual([200]), 5000);
      world.journal.expectRefreshes(1);
      world.journal.expectNoReuse();
    },
  );

  test.for(['visibilitychange', 'pageshow', 'online'])('catch up on %s before they send anything', async (event) => {
    const { world } = stage;
    const [leaving, asleep] = (await stage.signedIn(way, 2)) as [Page, Page];
    await deafen(asleep);
    await leaving.evaluate(() => app.session.signOut());
    expect(await statusOf(asleep)).toBe('active');
    const answers = await asleep.evaluate((type) => {
      for (const [index, channel] of channels.entries()) channel.onmessage = ears[index] ?? null;
      // The application's own listener is called after ours, though it was there first.
      const sent = new Promise((resolve) =>
        addEventListener(type, () => resolve(app.send(['on wake'])), { once: true }),
      );
      const target = type === 'visibilitychange' ? document : window;
      target.dispatchEvent(
        type === 'pageshow' ? new PageTransitionEvent(type, { persisted: true }) : new Event(type, { bubbles: true }),
      );
      return sent;
    }, event);
    expect(answers).toEqual([401]);
    expect(await statusOf(asleep)).toBe('signed-out');
    const [request] = world.journal.entries.filter(({ id }) => id === 'on wake');
    expect(request).toBeDefined();
    expect(request?.credential).toBeUndefined();
  });

  test('adopt on wake what was renewed meanwhile, and do not renew it again', async () => {
    const { world } = stage;
    const [awake, asleep] = (await stage.signedIn(way, 2)) as [Page, Page];
    await deafen(asleep);
    world.tokens.expireAll();
    expect(await send(awake, ['awake'])).toEqual([200]);
    await asleep.evaluate(() => {
      for (const [index, channel] of channels.entries()) channel.onmessage = ears[index] ?? null;
    });
    expect(await send(asleep, ['asleep'])).toEqual([200]);
    world.journal.expectRefreshes(1);
    world.journal.expectNoReuse();
  });

  test('come back from the back/forward cache as they went', async () => {
    const { browser } = stage;
    const [page] = await stage.signedIn(way, 2);
    await page.evaluate(() => Object.assign(globalThis, { mark: 'kept' }));
    await page.goto(`${browser.url}/other`);
    await back(page);
    expect(await page.evaluate(() => (globalThis as { mark?: string }).mark)).toBe('kept');
    stage.world.tokens.expireAll();
    expect(await send(page, ['back'])).toEqual([200]);
    stage.world.journal.expectRefreshes(1);
  });

  test('are signed out when they come back from the back/forward cache and another one signed out meanwhile', async () => {
    const { browser } = stage;
    const [page, other] = (await stage.signedIn(way, 2)) as [Page, Page];
    await page.goto(`${browser.url}/other`);
    await other.evaluate(() => app.session.signOut());
    await back(page);
    const status = await page.evaluate(
      (options) => globalThis.app?.session.status ?? openApp(options),
      stage.optionsOf(way),
    );
    expect(status).toBe('signed-out');
  });

  test('free the others when they go into the back/forward cache in the middle of a refresh', async () => {
    const { browser, world } = stage;
    const [page, other] = (await stage.signedIn(way, 2)) as [Page, Page];
    world.tokens.expireAll();
    world.faults.next('token', 'hang');
    void send(page, ['left']).catch(() => 'left');
    await vi.waitFor(() => world.journal.expectRefreshes(1), 5000);
    await page.goto(`${browser.url}/other`);
    expect(await send(other, ['other'])).toEqual([200]);
    world.journal.expectRefreshes(2);
    world.journal.expectNoReuse();
  });
});

/** `goBack` waits for a load event, which a restored page does not have. */
async function back(page: Page): Promise<void> {
  await page.evaluate(() => setTimeout(() => history.back()));
  await page.waitForURL(/\/app$/, { waitUntil: 'commit' });
  await page.waitForFunction(() => typeof openApp === 'function');
}
