// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import { defineComponent } from 'vue';
import { recipeWorld, stepUp } from '../test-support/recipe-world.ts';

const world = recipeWorld();

async function open() {
  const { read, session } = await import('./session.ts');
  const { queryClient } = await import('./query-client.ts');
  const { install } = await import('./vue-query.ts');
  const { useQuery } = await import('@tanstack/vue-query');
  const Orders = defineComponent(() => {
    const { data, error } = useQuery({
      queryKey: ['orders'],
      queryFn: () => read<{ user: string }>('/api/orders'),
    });
    return () => {
      if (error.value) return session.explain(error.value)?.message ?? error.value.message;
      return data.value ? `Orders of ${data.value.user}` : 'Reading …';
    };
  });
  const show = () => mount(Orders, { global: { plugins: [install] } });
  return { session, queryClient, show };
}

test('a query waits for the refresh, and is not asked a second time by TanStack Query', async () => {
  const { session, show } = await open();
  await session.signIn(world.current.tokens.issue({ expired: true }));
  const page = show();
  await vi.waitFor(() => expect(page.text()).toBe('Orders of ada'));
  world.current.journal.expectRefreshes(1);
  world.current.journal.expectRequests(2, { path: '/api/orders' });
});

test('a query that was refused shows the reason at once', async () => {
  const { session, show } = await open();
  world.current.faults.always('/api/orders', stepUp);
  await session.signIn(world.current.tokens.issue());
  const page = show();
  await vi.waitFor(() => expect(page.text()).toContain('stronger or more recent sign-in'));
  world.current.journal.expectRequests(1, { path: '/api/orders' });
});

test('a query is asked again where the refresh failed for a moment', async () => {
  const { session, show } = await open();
  world.current.faults.next('token', { status: 503 });
  await session.signIn(world.current.tokens.issue({ expired: true }));
  const page = show();
  await vi.waitFor(() => expect(page.text()).toBe('Orders of ada'), { timeout: 10_000 });
  world.current.journal.expectRefreshes(2);
}, 20_000);

test('queries resume after a sign-in, and show nothing of whoever was there before', async () => {
  const { session, queryClient, show } = await open();
  await session.signIn(world.current.tokens.issue());
  const page = show();
  await vi.waitFor(() => expect(page.text()).toBe('Orders of ada'));
  world.current.tokens.revokeFamilies();
  await queryClient.refetchQueries();
  const signingIn = session.signIn(world.current.tokens.issue({ user: 'grace' }));
  await flushPromises();
  expect(page.text()).not.toBe('Orders of ada');
  await signingIn;
  await vi.waitFor(() => expect(page.text()).toBe('Orders of grace'));
});
