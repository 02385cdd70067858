import { Suspense } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createSession, SessionGate, SessionProvider, useSession, useSessionEvent } from './index.ts';

function Page() {
  useSessionEvent('ended', () => undefined);
  const status = useSession((snapshot) => snapshot.status);
  return (
    <Suspense>
      <SessionGate starting="One moment" signedOut="Sign in">
        Dashboard, {status}
      </SessionGate>
    </Suspense>
  );
}

test('renders without a browser, as starting where nobody says what the server knows', () => {
  expect(typeof document).toBe('undefined');
  const session = createSession({ tokens: 'known' });
  const html = renderToString(
    <SessionProvider session={session}>
      <Page />
    </SessionProvider>,
  );
  expect(html).toContain('One moment');
});

test("renders the state of the request's session, and listens to nothing", () => {
  const session = createSession({ tokens: 'known' });
  const silent = {
    ...session,
    getSnapshot: session.getSnapshot,
    subscribe: () => expect.unreachable('nobody subscribes on a server'),
    on: () => expect.unreachable('nobody listens on a server'),
  };
  const html = renderToString(
    <SessionProvider session={silent} serverSnapshot={session.getSnapshot()}>
      <Page />
    </SessionProvider>,
  );
  expect(html).toMatch(/Dashboard, .*active/);
  expect(html).not.toContain('known');
});

test('renders two requests at once without mixing their sessions', async () => {
  const page = (session: ReturnType<typeof createSession>) =>
    renderToString(
      <SessionProvider session={session} serverSnapshot={session.getSnapshot()}>
        <Page />
      </SessionProvider>,
    );
  const pages = [createSession({ tokens: 'ada' }), createSession({}), createSession({ tokens: 'grace' })].map(page);
  expect(pages.map((html) => /Dashboard|Sign in/.exec(html)?.[0])).toEqual(['Dashboard', 'Sign in', 'Dashboard']);
});
