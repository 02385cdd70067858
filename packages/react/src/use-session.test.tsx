// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { memo, type ReactNode, StrictMode, Suspense, startTransition, use, useLayoutEffect, useState } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import {
  createSession,
  type Session,
  SessionProvider,
  type SessionSnapshot,
  useFreshkey,
  useSession,
} from './index.ts';
import { keptRecord, lateStore } from './test-support/late-store.ts';

afterEach(cleanup);

const tokens = { accessToken: 'first', refreshToken: 'again', expiresIn: 3600 };

function inside(session: Session) {
  return {
    wrapper: ({ children }: { children: ReactNode }) => <SessionProvider session={session}>{children}</SessionProvider>,
  };
}

function Status() {
  return <output>{useSession(({ status }) => status)}</output>;
}

const shown = () => screen.getByRole('status').textContent;

test('shows what the session knows, and follows it', async () => {
  const session = createSession({ tokens });
  render(<Status />, inside(session));
  expect(shown()).toBe('active');
  await act(() => session.signOut());
  expect(shown()).toBe('signed-out');
  await act(() => session.signIn('second'));
  expect(shown()).toBe('active');
});

test('hands out the very snapshot of the session', () => {
  const session = createSession({ tokens });
  const seen: SessionSnapshot[] = [];
  function Whole() {
    seen.push(useSession());
    return null;
  }
  const { rerender } = render(<Whole />, inside(session));
  rerender(<Whole />);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.every((snapshot) => snapshot === session.getSnapshot())).toBe(true);
});

test('shows the store as soon as it was read', async () => {
  const record = await keptRecord();
  const store = lateStore();
  render(<Status />, inside(createSession({ store })));
  expect(shown()).toBe('starting');
  await act(() => store.arrive(record));
  expect(shown()).toBe('active');
});

test('renders again only the components whose selected value changed, of a thousand', async () => {
  let finish!: (token: string) => void;
  const session = createSession({ tokens, refresh: () => new Promise<string>((done) => (finish = done)) });
  const renders = { status: 0, isRefreshing: 0, object: 0 };
  const Reader = memo(function Reader({ of }: { of: 'status' | 'isRefreshing' }) {
    renders[of]++;
    useSession((snapshot) => snapshot[of]);
    return null;
  });
  render(
    Array.from({ length: 1000 }, (_, index) => <Reader key={index} of={index < 990 ? 'status' : 'isRefreshing'} />),
    inside(session),
  );
  expect(renders).toMatchObject({ status: 990, isRefreshing: 10 });

  let refreshed!: Promise<void>;
  await act(async () => {
    refreshed = session.refresh();
    await Promise.resolve();
  });
  expect(session.getSnapshot().isRefreshing).toBe(true);
  expect(renders).toMatchObject({ status: 990, isRefreshing: 20 });

  await act(async () => {
    finish('second');
    await refreshed;
  });
  expect(renders).toMatchObject({ status: 990, isRefreshing: 30 });

  await act(() => session.signOut());
  expect(renders).toMatchObject({ status: 1980, isRefreshing: 30 });
});

test('lets a selector build an object', async () => {
  const session = createSession({ tokens });
  let renders = 0;
  function Pair() {
    renders++;
    const { status, isRefreshing } = useSession((snapshot) => ({
      status: snapshot.status,
      isRefreshing: snapshot.isRefreshing,
    }));
    return <output>{`${status} ${isRefreshing}`}</output>;
  }
  render(<Pair />, inside(session));
  expect(renders).toBe(1);
  await act(() => session.signOut());
  expect(shown()).toBe('signed-out false');
  expect(renders).toBe(2);
});

test('shows one state in one commit, also when the session changes during a transition', async () => {
  const session = createSession({ tokens });
  const commits: string[][] = [];
  let arrive!: () => void;
  const data = new Promise<void>((done) => {
    arrive = done;
  });
  function Late() {
    use(data);
    return <Status />;
  }
  function Screen() {
    const [isOpen, setIsOpen] = useState(false);
    useLayoutEffect(() => {
      commits.push(screen.queryAllByRole('status').map((element) => element.textContent ?? ''));
    });
    useSession();
    return (
      <Suspense>
        <Status />
        <button type="button" onClick={() => startTransition(() => setIsOpen(true))}>
          Open
        </button>
        {isOpen && <Late />}
        <Status />
      </Suspense>
    );
  }
  render(<Screen />, inside(session));
  await act(async () => screen.getByRole('button').click());
  await act(() => session.signOut());
  await act(async () => {
    arrive();
    await data;
  });
  expect(commits.at(-1)).toEqual(['signed-out', 'signed-out', 'signed-out']);
  for (const commit of commits) expect(new Set(commit).size).toBe(1);
});

test('never refreshes because something renders, however stale the token', async () => {
  const refresh = vi.fn(() => 'fresh');
  const session = createSession({ tokens: { accessToken: 'stale', expiresAtMs: Date.now() - 1000 }, refresh });
  function Everything() {
    useFreshkey();
    useSession();
    return <Status />;
  }
  const { rerender } = render(
    <StrictMode>
      <Everything />
    </StrictMode>,
    inside(session),
  );
  rerender(
    <StrictMode>
      <Everything />
    </StrictMode>,
  );
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(refresh).not.toHaveBeenCalled();
});

test('ends every subscription with its component, in Strict Mode too', async () => {
  const session = createSession({ tokens });
  let open = 0;
  const counted: Session = {
    ...session,
    getSnapshot: session.getSnapshot,
    subscribe(listener) {
      open++;
      const off = session.subscribe(listener);
      return () => {
        open--;
        off();
      };
    },
  };
  let renders = 0;
  function Counted() {
    renders++;
    return <Status />;
  }
  const { unmount } = render(
    <StrictMode>
      <Counted />
      <Counted />
    </StrictMode>,
    inside(counted),
  );
  expect(open).toBe(2);
  unmount();
  expect(open).toBe(0);
  const before = renders;
  await act(() => session.signOut());
  expect(renders).toBe(before);
});

test('keeps two sessions of one page apart, the nearest provider first', async () => {
  const shop = createSession({ tokens });
  const bank = createSession({});
  render(
    <SessionProvider session={shop}>
      <Status />
      <SessionProvider session={bank}>
        <Status />
      </SessionProvider>
    </SessionProvider>,
  );
  const both = () => screen.getAllByRole('status').map((element) => element.textContent);
  expect(both()).toEqual(['active', 'signed-out']);
  await act(() => bank.signIn('mine'));
  await act(() => shop.signOut());
  expect(both()).toEqual(['signed-out', 'active']);
});

test('follows the provider to another session', async () => {
  const first = createSession({ tokens });
  const second = createSession({});
  const { rerender } = render(
    <SessionProvider session={first}>
      <Status />
    </SessionProvider>,
  );
  rerender(
    <SessionProvider session={second}>
      <Status />
    </SessionProvider>,
  );
  expect(shown()).toBe('signed-out');
  await act(() => first.signOut());
  await act(() => second.signIn('mine'));
  expect(shown()).toBe('active');
});

test('comes back after a suspension with the state of now', async () => {
  const session = createSession({ tokens });
  let arrive!: () => void;
  const data = new Promise<void>((done) => {
    arrive = done;
  });
  function Late() {
    const status = useSession((snapshot) => snapshot.status);
    use(data);
    return <output>{status}</output>;
  }
  await act(
    async () =>
      void render(
        <Suspense fallback={<i>waiting</i>}>
          <Late />
        </Suspense>,
        inside(session),
      ),
  );
  await act(() => session.signOut());
  expect(screen.getByText('waiting')).toBeTruthy();
  await act(async () => {
    arrive();
    await data;
  });
  expect(shown()).toBe('signed-out');
});

test('says which line is missing outside a provider', () => {
  expect(() => renderToString(<Status />)).toThrow('Render inside <SessionProvider session={session}>');
});

test('refuses what is no session', () => {
  expect(() => renderToString(<SessionProvider session={undefined as never} />)).toThrow(TypeError);
});

test('refuses what is no selector, and shows one', () => {
  function Selecting() {
    return <output>{String(useSession('status' as never))}</output>;
  }
  const session = createSession({ tokens });
  const page = (
    <SessionProvider session={session}>
      <Selecting />
    </SessionProvider>
  );
  expect(() => renderToString(page)).toThrow('useSession((snapshot) => snapshot.status)');
});
