// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { type App, createApp, createSSRApp, defineComponent, h, nextTick, Suspense } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { createFreshkey, createSession, type Session, SessionGate, type SessionSnapshot } from './index.ts';

let mounted: App | undefined;

afterEach(() => {
  mounted?.unmount();
  document.body.replaceChildren();
});

const Gate = defineComponent(
  () => () =>
    h(SessionGate, null, {
      default: () => h('p', 'Dashboard'),
      starting: () => h('p', 'One moment'),
      'signed-out': () => h('p', 'Sign in'),
    }),
);

const app = (root: object, session: Session, serverSnapshot?: SessionSnapshot) =>
  createSSRApp(root).use(createFreshkey(session, { serverSnapshot }));

/** What stood on the page before and after; a mismatch is a line on the console, which fails the test. */
async function hydrate(root: object, server: Session, browser: Session, snapshot?: SessionSnapshot) {
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = await renderToString(app(root, server, snapshot));
  const before = container.textContent;
  const element = container.firstElementChild;
  const sent = snapshot && (JSON.parse(JSON.stringify(snapshot)) as SessionSnapshot);
  mounted = app(root, browser, sent);
  mounted.mount(container);
  const hydrated = element === container.firstElementChild;
  await nextTick();
  return { before, hydrated, after: container.textContent };
}

test('hydrates what the server rendered as starting, then shows what the browser knows', async () => {
  const outcome = await hydrate(Gate, createSession({}), createSession({ tokens: 'known' }));
  expect(outcome).toEqual({ before: 'One moment', hydrated: true, after: 'Dashboard' });
});

test("hydrates the server's own state from the snapshot that came with the page", async () => {
  const server = createSession({ tokens: 'known' });
  const outcome = await hydrate(Gate, server, createSession({ tokens: 'known' }), server.getSnapshot());
  expect(outcome).toEqual({ before: 'Dashboard', hydrated: true, after: 'Dashboard' });
});

test('hydrates without a mismatch where the browser was signed out meanwhile', async () => {
  const server = createSession({ tokens: 'known' });
  const outcome = await hydrate(Gate, server, createSession({}), server.getSnapshot());
  expect(outcome).toEqual({ before: 'Dashboard', hydrated: true, after: 'Sign in' });
});

test('hydrates what stands behind an asynchronous setup as late as it comes', async () => {
  vi.spyOn(console, 'info').mockReturnValueOnce();
  const Late = defineComponent({
    async setup() {
      await Promise.resolve();
      return () => h('section', h(Gate));
    },
  });
  const root = { render: () => h(Suspense, () => h(Late)) };
  const outcome = await hydrate(root, createSession({}), createSession({ tokens: 'known' }));
  expect(outcome.before).toBe('One moment');
  await new Promise((done) => setTimeout(done, 10));
  expect(document.body.textContent).toBe('Dashboard');
});

test('shows what the browser knows at once where nothing was rendered before', () => {
  const container = document.body.appendChild(document.createElement('div'));
  mounted = createApp(Gate).use(createFreshkey(createSession({ tokens: 'known' })));
  mounted.mount(container);
  expect(container.textContent).toBe('Dashboard');
});
