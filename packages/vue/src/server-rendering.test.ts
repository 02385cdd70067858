import { expect, test } from 'vitest';
import { createSSRApp, defineComponent, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import {
  createFreshkey,
  createSession,
  type Session,
  SessionGate,
  type SessionSnapshot,
  useSession,
  useSessionEvent,
} from './index.ts';

const Page = defineComponent(() => {
  useSessionEvent('ended', () => undefined);
  const status = useSession((snapshot) => snapshot.status);
  return () =>
    h(SessionGate, null, {
      default: () => `Dashboard, ${status.value}`,
      starting: () => 'One moment',
      'signed-out': () => 'Sign in',
    });
});

const render = (session: Session, serverSnapshot?: SessionSnapshot) =>
  renderToString(createSSRApp(Page).use(createFreshkey(session, { serverSnapshot })));

test('renders without a browser, as starting where nobody says what the server knows', async () => {
  expect(typeof document).toBe('undefined');
  expect(await render(createSession({ tokens: 'known' }))).toContain('One moment');
});

test("renders the state of the request's session, and listens to nothing", async () => {
  const session = createSession({ tokens: 'known' });
  const silent = {
    ...session,
    getSnapshot: session.getSnapshot,
    subscribe: () => expect.unreachable('nobody subscribes on a server'),
    on: () => expect.unreachable('nobody listens on a server'),
  };
  const html = await render(silent, session.getSnapshot());
  expect(html).toContain('Dashboard, active');
  expect(html).not.toContain('known');
});

test('renders several requests at once without mixing their sessions', async () => {
  const sessions = [createSession({ tokens: 'ada' }), createSession({}), createSession({ tokens: 'grace' })];
  const pages = await Promise.all(sessions.map((session) => render(session, session.getSnapshot())));
  expect(pages.map((html) => /Dashboard|Sign in/.exec(html)?.[0])).toEqual(['Dashboard', 'Sign in', 'Dashboard']);
});
