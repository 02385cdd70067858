// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { recipeWorld, stepUp } from '../test-support/recipe-world.ts';

const world = recipeWorld();

afterEach(cleanup);

async function open() {
  const { session } = await import('./session.ts');
  const { queryClient } = await import('./query-client.ts');
  const { App } = await import('./orders-query.tsx');
  render(<App />);
  return { session, queryClient };
}

test('a query waits for the refresh, and is not asked a second time by TanStack Query', async () => {
  const { session } = await open();
  expect(screen.getByText('Sign in')).toBeTruthy();
  await act(() => session.signIn(world.current.tokens.issue({ expired: true })));
  await screen.findByText('Orders of ada');
  world.current.journal.expectRefreshes(1);
  world.current.journal.expectRequests(2, { path: '/api/orders' });
});

test('a query that was refused shows the reason at once', async () => {
  const { session } = await open();
  world.current.faults.always('/api/orders', stepUp);
  await act(() => session.signIn(world.current.tokens.issue()));
  await screen.findByText(/stronger or more recent sign-in/);
  world.current.journal.expectRequests(1, { path: '/api/orders' });
});

test('a query that failed on the way is still asked again', async () => {
  const { session } = await open();
  world.current.faults.next('/api/orders', { status: 500 });
  await act(() => session.signIn(world.current.tokens.issue()));
  await screen.findByText('Orders of ada', {}, { timeout: 5000 });
});

test('a query is asked again where the refresh failed for a moment', async () => {
  const { session } = await open();
  world.current.faults.next('token', { status: 503 });
  await act(() => session.signIn(world.current.tokens.issue({ expired: true })));
  await screen.findByText('Orders of ada', {}, { timeout: 10_000 });
  world.current.journal.expectRefreshes(2);
}, 20_000);

test('queries resume after a sign-in, and show nothing of whoever was there before', async () => {
  const { session, queryClient } = await open();
  await act(() => session.signIn(world.current.tokens.issue()));
  await screen.findByText('Orders of ada');
  world.current.tokens.revokeFamilies();
  await act(() => queryClient.refetchQueries());
  await screen.findByText('Sign in');
  await act(() => session.signIn(world.current.tokens.issue({ user: 'grace' })));
  expect(screen.queryByText('Orders of ada')).toBeNull();
  await screen.findByText('Orders of grace');
});
