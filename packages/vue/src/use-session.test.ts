// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { createApp, defineComponent, effectScope, h, KeepAlive, nextTick, Suspense, shallowRef } from 'vue';
import { createFreshkey, createSession, type Session, useFreshkey, useSession } from './index.ts';
import { keptRecord, lateStore } from './test-support/late-store.ts';

const tokens = { accessToken: 'first', refreshToken: 'again', expiresIn: 3600 };

const inside = (session: Session) => ({ global: { plugins: [createFreshkey(session)] } });

const Status = defineComponent(() => {
  const status = useSession((snapshot) => snapshot.status);
  return () => h('output', status.value);
});

test('shows what the session knows, and follows it', async () => {
  const session = createSession({ tokens });
  const page = mount(Status, inside(session));
  expect(page.text()).toBe('active');
  await session.signOut();
  await nextTick();
  expect(page.text()).toBe('signed-out');
  await session.signIn('second');
  await nextTick();
  expect(page.text()).toBe('active');
});

test('hands out the very snapshot of the session', async () => {
  const session = createSession({ tokens });
  const app = createApp({}).use(createFreshkey(session));
  const scope = effectScope();
  const snapshot = scope.run(() => app.runWithContext(() => useSession()));
  expect(snapshot?.value).toBe(session.getSnapshot());
  await session.signOut();
  expect(snapshot?.value).toBe(session.getSnapshot());
  scope.stop();
});

test('shows the store as soon as it was read', async () => {
  const record = await keptRecord();
  const store = lateStore();
  const page = mount(Status, inside(createSession({ store })));
  expect(page.text()).toBe('starting');
  await store.arrive(record);
  await nextTick();
  expect(page.text()).toBe('active');
});

test('renders again only the components whose selected value changed, of a thousand', async () => {
  let finish!: (token: string) => void;
  const session = createSession({ tokens, refresh: () => new Promise<string>((done) => (finish = done)) });
  const renders = { status: 0, isRefreshing: 0 };
  const Reader = defineComponent(
    ({ of }: { of: keyof typeof renders }) => {
      const value = useSession((snapshot) => snapshot[of]);
      return () => {
        renders[of]++;
        return String(value.value);
      };
    },
    { props: ['of'] },
  );
  const readers = Array.from({ length: 1000 }, (_, index) =>
    h(Reader, { of: index < 990 ? 'status' : 'isRefreshing' }),
  );
  mount(() => readers, inside(session));
  expect(renders).toEqual({ status: 990, isRefreshing: 10 });

  const refreshed = session.refresh();
  await flushPromises();
  expect(session.getSnapshot().isRefreshing).toBe(true);
  expect(renders).toEqual({ status: 990, isRefreshing: 20 });

  finish('second');
  await refreshed;
  await flushPromises();
  expect(renders).toEqual({ status: 990, isRefreshing: 30 });

  await session.signOut();
  await flushPromises();
  expect(renders).toEqual({ status: 1980, isRefreshing: 30 });
});

test('lets a selector build an object', async () => {
  const session = createSession({ tokens });
  const Pair = defineComponent(() => {
    const pair = useSession(({ status, isRefreshing }) => ({ status, isRefreshing }));
    return () => `${pair.value.status} ${pair.value.isRefreshing}`;
  });
  const page = mount(Pair, inside(session));
  await session.signOut();
  await nextTick();
  expect(page.text()).toBe('signed-out false');
});

test('shows one state in every component at once', async () => {
  const session = createSession({ tokens });
  const seen: string[] = [];
  const Parent = defineComponent(() => {
    const status = useSession((snapshot) => snapshot.status);
    return () => {
      seen.push(`${status.value} ${session.status}`);
      return [h(Status), status.value === 'active' ? h(Status) : h('i', status.value)];
    };
  });
  const page = mount(Parent, inside(session));
  await session.signOut();
  await nextTick();
  expect(page.text()).toBe('signed-outsigned-out');
  expect(seen).toEqual(['active active', 'signed-out signed-out']);
});

test('never refreshes because something renders, however stale the token', async () => {
  const refresh = vi.fn(() => 'fresh');
  const session = createSession({ tokens: { accessToken: 'stale', expiresAtMs: Date.now() - 1000 }, refresh });
  const Everything = defineComponent(() => {
    useFreshkey();
    const whole = useSession();
    return () => [whole.value.status, h(Status)];
  });
  const page = mount(Everything, inside(session));
  page.vm.$forceUpdate();
  await new Promise((done) => setTimeout(done, 20));
  expect(refresh).not.toHaveBeenCalled();
});

test('ends every subscription with its component', async () => {
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
  const page = mount(() => [h(Status), h(Status)], inside(counted));
  expect(open).toBe(2);
  page.unmount();
  expect(open).toBe(0);
});

test('changes nothing any more once its scope has ended, not even within the same change', async () => {
  const session = createSession({ tokens });
  const app = createApp({}).use(createFreshkey(session));
  const scope = effectScope();
  session.subscribe(() => scope.stop());
  const status = scope.run(() => app.runWithContext(() => useSession((snapshot) => snapshot.status)));
  await session.signOut();
  expect(status?.value).toBe('active');
});

test('keeps two sessions of one page apart, the nearest one first', async () => {
  const shop = createSession({ tokens });
  const bank = createSession({});
  const Bank = defineComponent(() => {
    createFreshkey(bank).provide();
    return () => h(Status);
  });
  const page = mount(() => [h(Status), h(Bank)], inside(shop));
  const both = () => page.findAll('output').map((output) => output.text());
  expect(both()).toEqual(['active', 'signed-out']);
  await bank.signIn('mine');
  await shop.signOut();
  await nextTick();
  expect(both()).toEqual(['signed-out', 'active']);
});

test('shows the state of now when KeepAlive brings a component back', async () => {
  const session = createSession({ tokens });
  const shown = shallowRef<typeof Status | undefined>(Status);
  const page = mount(() => h(KeepAlive, () => (shown.value ? h(shown.value) : h('i'))), inside(session));
  shown.value = undefined;
  await nextTick();
  await session.signOut();
  await nextTick();
  expect(page.text()).toBe('');
  shown.value = Status;
  await nextTick();
  expect(page.text()).toBe('signed-out');
});

test('comes out of a suspension with the state of now', async () => {
  vi.spyOn(console, 'info').mockReturnValueOnce();
  const session = createSession({ tokens });
  let arrive!: () => void;
  const data = new Promise<void>((done) => {
    arrive = done;
  });
  const Late = defineComponent({
    async setup() {
      const status = useSession((snapshot) => snapshot.status);
      await data;
      return () => h('output', status.value);
    },
  });
  const page = mount(() => h(Suspense, null, { default: () => h(Late), fallback: () => 'waiting' }), inside(session));
  expect(page.text()).toBe('waiting');
  await session.signOut();
  arrive();
  await flushPromises();
  expect(page.text()).toBe('signed-out');
});

test('says which line is missing where no session was provided', () => {
  expect(() => useFreshkey()).toThrow('Call app.use(createFreshkey(session))');
  expect(() => createApp({}).runWithContext(() => useSession())).toThrow('Call app.use(createFreshkey(session))');
});

test('refuses what is no session', () => {
  expect(() => createFreshkey(undefined as never)).toThrow(TypeError);
});

test('refuses what is no selector, and shows one', () => {
  expect(() => useSession('status' as never)).toThrow('useSession((snapshot) => snapshot.status)');
});
