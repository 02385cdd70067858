// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { defineComponent, onMounted, onUnmounted, onUpdated } from 'vue';
import { createFreshkey, createSession, RefreshRefusedError, type Session, SessionGate } from './index.ts';
import { lateStore } from './test-support/late-store.ts';

const stale = { accessToken: 'first', refreshToken: 'again' };

const open = (session: Session, template: string, components = {}) =>
  mount({ template, components: { SessionGate, ...components } }, { global: { plugins: [createFreshkey(session)] } });

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
    `<SessionGate>
      Dashboard
      <template #starting>One moment</template>
      <template #signed-out>Sign in</template>
      <template #ended="{ ended }">Over: {{ ended?.message }}</template>
    </SessionGate>`,
  );
  expect(page.text()).toBe('One moment');
  await store.arrive();
  await flushPromises();
  expect(page.text()).toBe('Sign in');
  await session.signIn(stale);
  await flushPromises();
  expect(page.text()).toBe('Dashboard');
  await session.refresh().catch(() => undefined);
  await flushPromises();
  expect(page.text()).toMatch(/^Over: .*The subscription has run out\./);
  await session.signIn(stale);
  await flushPromises();
  expect(page.text()).toBe('Dashboard');
});

test('shows what signed-out shows after the end, where no slot says otherwise', async () => {
  const refresh = () => {
    throw new RefreshRefusedError('Over.');
  };
  const session = createSession({ tokens: stale, refresh });
  const page = open(
    session,
    '<SessionGate><template #signed-out="{ ended }">Sign in again. {{ ended?.message }}</template></SessionGate>',
  );
  await session.refresh().catch(() => undefined);
  await flushPromises();
  expect(page.text()).toMatch(/Sign in again\. .*Over\./);
});

test('shows nothing where no slot is given', () => {
  expect(open(createSession({}), '<SessionGate>Dashboard</SessionGate>').text()).toBe('');
});

test('keeps its screen through a refresh: nothing is mounted or rendered again', async () => {
  let finish!: (token: string) => void;
  const session = createSession({ tokens: stale, refresh: () => new Promise<string>((done) => (finish = done)) });
  const log: string[] = [];
  const Dashboard = defineComponent(() => {
    onMounted(() => void log.push('mount'));
    onUpdated(() => void log.push('update'));
    onUnmounted(() => void log.push('unmount'));
    return () => {
      log.push('render');
      return 'Dashboard';
    };
  });
  const page = open(session, '<SessionGate><Dashboard /></SessionGate>', { Dashboard });
  const refreshed = session.refresh();
  await flushPromises();
  expect(session.getSnapshot().isRefreshing).toBe(true);
  expect(page.text()).toBe('Dashboard');
  finish('second');
  await refreshed;
  await flushPromises();
  expect(log).toEqual(['render', 'mount']);
});
