// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { type ReactNode, StrictMode, useEffect } from 'react';
import { afterEach, expect, test } from 'vitest';
import { createSession, RefreshRefusedError, type Session, SessionGate, SessionProvider } from './index.ts';
import { lateStore } from './test-support/late-store.ts';

afterEach(cleanup);

const stale = { accessToken: 'first', refreshToken: 'again' };

const open = (session: Session, gate: ReactNode) =>
  render(
    <StrictMode>
      <SessionProvider session={session}>{gate}</SessionProvider>
    </StrictMode>,
  ).container;

test('shows the slot of each state, and the children while the session is usable', async () => {
  const store = lateStore();
  const session = createSession({
    store,
    refresh: () => {
      throw new RefreshRefusedError('The subscription has run out.');
    },
  });
  const page = open(
    session,
    <SessionGate starting="One moment" signedOut="Sign in" ended={({ ended }) => `Over: ${ended?.message}`}>
      Dashboard
    </SessionGate>,
  );
  expect(page.textContent).toBe('One moment');
  await act(() => store.arrive());
  expect(page.textContent).toBe('Sign in');
  await act(() => session.signIn(stale));
  expect(page.textContent).toBe('Dashboard');
  await act(() => session.refresh().catch(() => undefined));
  expect(page.textContent).toMatch(/^Over: .*The subscription has run out\./);
  await act(() => session.signIn(stale));
  expect(page.textContent).toBe('Dashboard');
});

test('shows what signed-out shows after the end, where no slot says otherwise', async () => {
  const refresh = () => {
    throw new RefreshRefusedError('Over.');
  };
  const session = createSession({ tokens: stale, refresh });
  const page = open(session, <SessionGate signedOut={({ ended }) => `Sign in again. ${ended?.message}`} />);
  await act(() => session.refresh().catch(() => undefined));
  expect(page.textContent).toMatch(/Sign in again\. .*Over\./);
});

test('shows nothing where no slot is given', () => {
  expect(open(createSession({}), <SessionGate>Dashboard</SessionGate>).textContent).toBe('');
});

test('keeps its screen through a refresh: nothing is mounted or rendered again', async () => {
  let finish!: (token: string) => void;
  const session = createSession({ tokens: stale, refresh: () => new Promise<string>((done) => (finish = done)) });
  const log: string[] = [];
  function Dashboard() {
    log.push('render');
    useEffect(() => {
      log.push('mount');
      return () => void log.push('unmount');
    }, []);
    return 'Dashboard';
  }
  const page = open(
    session,
    <SessionGate signedOut="Sign in">
      <Dashboard />
    </SessionGate>,
  );
  const before = [...log];
  let refreshed!: Promise<void>;
  await act(async () => {
    refreshed = session.refresh();
    await Promise.resolve();
  });
  expect(session.getSnapshot().isRefreshing).toBe(true);
  expect(page.textContent).toBe('Dashboard');
  await act(async () => {
    finish('second');
    await refreshed;
  });
  expect(log).toEqual(before);
});

test('refuses a slot that is misspelt, which would be an empty page', () => {
  const misspelt = { signedout: 'sign in' } as object;
  expect(() => SessionGate(misspelt)).toThrow('SessionGate: there is no prop "signedout". Did you mean "signedOut"?');
});
