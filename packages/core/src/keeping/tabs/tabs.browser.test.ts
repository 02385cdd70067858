import { describe, expect, test, vi } from 'vitest';
import { countOf, idsOf, Stage, send, statusOf, ways } from './test-support/stage.ts';

const stage = Stage.use();

const ok = (count: number) => Array.from({ length: count }, () => 200);

describe.each(ways)('tabs that share a session (%s)', (way) => {
  test('refresh once an expiry, and answer every request', async () => {
    const { world } = stage;
    const tabs = await stage.signedIn(way, 12);
    world.journal.expectRefreshes(0);
    for (let expiry = 1; expiry <= 5; expiry++) {
      world.tokens.expireAll();
      const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`e${expiry}-t${index}`, 20))));
      expect(answers.flat()).toEqual(ok(240));
      world.journal.expectRefreshes(expiry);
    }
    world.journal.expectMaxConcurrentRefreshes(1);
    // Once, and once more for each reason: a newer token, a young one, refreshes in quick succession, a refresh of its own.
    world.journal.expectMaxAttempts(5);
    world.journal.expectNoReuse();
  });

  test('go on when the tab that refreshes is closed in the middle of it', async () => {
    const { world } = stage;
    const tabs = await stage.signedIn(way, 12);
    world.tokens.expireAll();
    world.faults.next('token', 'hang');
    const sent = tabs.map((page, index) => send(page, idsOf(`t${index}`, 20)).catch(() => 'closed'));
    await vi.waitFor(() => expect(stage.refreshes).toBe(1), 5000);
    const flying = await Promise.all(tabs.map((page) => countOf(page, 'refreshing')));
    const holder = flying.indexOf(1);
    await tabs[holder]?.close();
    const answers = await Promise.all(sent);
    expect(answers[holder]).toBe('closed');
    expect(answers.toSpliced(holder, 1).flat()).toEqual(ok(220));
    world.journal.expectRefreshes(2);
    world.journal.expectNoReuse();
  });

  test('are all signed out when one of them signs out while another one refreshes, and stay so', async () => {
    const { world } = stage;
    const tabs = await stage.signedIn(way, 4);
    const [flying, leaving] = tabs as [(typeof tabs)[0], (typeof tabs)[0]];
    world.tokens.expireAll();
    const answer = world.faults.hold('token', 'after');
    const sent = send(flying, ['held']);
    await answer.arrived();
    await leaving.evaluate(() => app.session.signOut());
    await vi.waitFor(async () => {
      expect(await Promise.all(tabs.map(statusOf))).toEqual(['signed-out', 'signed-out', 'signed-out', 'signed-out']);
    });
    expect(await flying.evaluate(() => app.aborted)).toEqual(['signed-out']);
    expect(await sent).toEqual([401]);
    answer.open();
    const late = await stage.open(stage.optionsOf(way));
    expect(await Promise.all([...tabs, late].map(statusOf))).toEqual(Array.from({ length: 5 }, () => 'signed-out'));
    expect(await Promise.all(tabs.map((page) => countOf(page, 'signed-out')))).toEqual([1, 1, 1, 1]);
    expect(await send(late, ['after'])).toEqual([401]);
    world.journal.expectRefreshes(1);
  });

  test('follow a sign-in in any of them; nothing of the login before comes back', async () => {
    const { world } = stage;
    const tabs = await stage.signedIn(way, 3);
    const [flying, other] = tabs as [(typeof tabs)[0], (typeof tabs)[0]];
    world.tokens.expireAll();
    const answer = world.faults.hold('token', 'after');
    const sent = send(flying, ['of the first user']);
    await answer.arrived();
    await other.evaluate((path) => app.signedIn(path), way === 'cookie' ? '/session/login' : '/login');
    await vi.waitFor(async () => expect(await flying.evaluate(() => app.aborted)).toEqual(['session-replaced']));
    answer.open();
    expect(await sent).toEqual([401]);
    // The late answer would have set the old cookie: the next refresh tells.
    expect((await Promise.all(tabs.map((page, index) => send(page, [`new-${index}`])))).flat()).toEqual(ok(3));
    world.tokens.expireAll();
    expect((await Promise.all(tabs.map((page, index) => send(page, [`renewed-${index}`])))).flat()).toEqual(ok(3));
    world.journal.expectRefreshes(2);
    world.journal.expectNoReuse();
  });

  test('are joined by a tab that opens during a refresh', async () => {
    const { world } = stage;
    const tabs = await stage.signedIn(way, 3);
    world.tokens.expireAll();
    const answer = world.faults.hold('token', 'after');
    const sent = tabs.map((page, index) => send(page, [`t${index}`]));
    await answer.arrived();
    const late = await stage.open(stage.optionsOf(way));
    expect(await statusOf(late)).toBe('active');
    const sentLate = send(late, ['late']);
    await vi.waitFor(() => world.journal.expectRequests(1, { id: 'late' }), 5000);
    answer.open();
    expect((await Promise.all([...sent, sentLate])).flat()).toEqual(ok(4));
    world.journal.expectRefreshes(1);
  });

  test('end together, each of them once, when the refresh is refused for good', async () => {
    const { world } = stage;
    const tabs = await stage.signedIn(way, 6);
    world.tokens.revokeFamilies();
    const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`t${index}`, 5))));
    expect(new Set(answers.flat())).toEqual(new Set([401]));
    await vi.waitFor(async () => {
      expect(await Promise.all(tabs.map(statusOf))).toEqual(Array.from({ length: 6 }, () => 'ended'));
    });
    expect(await Promise.all(tabs.map((page) => countOf(page, 'ended')))).toEqual([1, 1, 1, 1, 1, 1]);
    world.journal.expectRefreshes(1);
  });
});

/** Leaves the cookies in the browser, and nothing else. */
async function logIn(): Promise<void> {
  const page = await stage.blank();
  await page.evaluate(() =>
    fetch('/session/login', { method: 'POST', body: new URLSearchParams({ username: 'ada', password: 'lovelace' }) }),
  );
}

describe('tabs that open together', () => {
  test('refresh once when there is nothing but a cookie, whatever they ask for first', async () => {
    const { world } = stage;
    await logIn();
    const tabs = await Promise.all(Array.from({ length: 12 }, () => stage.open(stage.optionsOf('cookie'))));
    const answers = await Promise.all(
      tabs.map((tab, index) =>
        index % 2 === 0
          ? send(tab, idsOf(`t${index}`, 5))
          : tab.evaluate(() =>
              app.session.getAccessToken().then(
                () => [200, 200, 200, 200, 200],
                (error) => [error.code],
              ),
            ),
      ),
    );
    expect(answers.flat()).toEqual(ok(60));
    world.journal.expectRefreshes(1);
    world.journal.expectNoReuse();
  });

  test.for(['memory', 'indexedDB'] as const)('refresh once where both tokens are cookies (%s)', async (way) => {
    const { world } = stage;
    await logIn();
    const options = { ...stage.optionsOf(way), refresh: 'cookies' } as const;
    const tabs = await Promise.all(Array.from({ length: 4 }, () => stage.open(options)));
    for (let expiry = 1; expiry <= 2; expiry++) {
      world.tokens.expireAll();
      const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`e${expiry}-t${index}`, 5))));
      expect(answers.flat()).toEqual(ok(20));
      world.journal.expectRefreshes(expiry);
    }
    await tabs[0]?.evaluate(() => app.session.signOut());
    await expect.poll(() => Promise.all(tabs.map(statusOf))).toEqual(Array.from({ length: 4 }, () => 'signed-out'));
    expect(await statusOf(await stage.open(options))).toBe('signed-out');
    world.journal.expectNoReuse();
  });

  test.for(['memory', 'indexedDB'] as const)('take the same seed once, and spend it once (%s)', async (way) => {
    const { world } = stage;
    const tokens = world.tokens.issue();
    const options = { ...stage.optionsOf(way), tokens };
    const tabs = await Promise.all(Array.from({ length: 6 }, () => stage.open(options)));
    expect(await Promise.all(tabs.map(statusOf))).toEqual(Array.from({ length: 6 }, () => 'active'));
    expect(await Promise.all(tabs.map((page) => countOf(page, 'signed-in')))).toEqual([0, 0, 0, 0, 0, 0]);
    world.tokens.expireAll();
    const answers = await Promise.all(tabs.map((page, index) => send(page, idsOf(`t${index}`, 5))));
    expect(answers.flat()).toEqual(ok(30));
    // The seed of a tab that opens later was spent long ago; it is not looked at.
    const late = await stage.open(options);
    expect(await send(late, ['late'])).toEqual([200]);
    world.journal.expectRefreshes(1);
    world.journal.expectNoReuse();
  });
});
