// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, test } from 'vitest';
import { recipeWorld, stepUp } from '../test-support/recipe-world.ts';

const world = recipeWorld();

afterEach(cleanup);

async function open() {
  const { default: useSWR, SWRConfig } = await import('swr');
  const { session } = await import('./session.ts');
  const { Data } = await import('./swr.tsx');
  function Orders() {
    const { data, error } = useSWR<{ user: string }, Error>('/api/orders');
    return <p>{error ? 'refused' : data ? `Orders of ${data.user}` : 'Reading …'}</p>;
  }
  const show = () =>
    render(
      <Data>
        <SWRConfig value={{ errorRetryInterval: 1, dedupingInterval: 0 }}>
          <Orders />
        </SWRConfig>
      </Data>,
    );
  return { session, show };
}

test('SWR reads through a refresh', async () => {
  const { session, show } = await open();
  await session.signIn(world.current.tokens.issue({ expired: true }));
  show();
  await screen.findByText('Orders of ada');
  world.current.journal.expectRefreshes(1);
});

test('SWR does not ask again for what was refused', async () => {
  const { session, show } = await open();
  world.current.faults.always('/api/orders', stepUp);
  await session.signIn(world.current.tokens.issue());
  show();
  await screen.findByText('refused');
  await act(() => new Promise((done) => setTimeout(done, 50)));
  world.current.journal.expectRequests(1, { path: '/api/orders' });
});

test('SWR still asks again for what failed on the way', async () => {
  const { session, show } = await open();
  world.current.faults.next('/api/orders', { status: 500 });
  await session.signIn(world.current.tokens.issue());
  show();
  await screen.findByText('Orders of ada');
});

test('SWR asks again where the refresh failed for a moment', async () => {
  const { session, show } = await open();
  world.current.faults.next('token', { status: 503 });
  await session.signIn(world.current.tokens.issue({ expired: true }));
  show();
  // SWR shows what it read before while it asks again: what the server saw is what counts.
  await waitFor(() => world.current.journal.expectRequests(1, { path: '/api/orders', status: 200 }), {
    timeout: 10_000,
  });
  world.current.journal.expectRefreshes(2);
}, 20_000);

test('SWR reads again after a sign-in, and shows nothing of whoever was there before', async () => {
  const { session, show } = await open();
  await session.signIn(world.current.tokens.issue());
  show();
  await screen.findByText('Orders of ada');
  await act(() => session.signIn(world.current.tokens.issue({ user: 'grace' })));
  await screen.findByText('Orders of grace');
});
