import { createMemoryRouter } from 'react-router';
import { expect, test, vi } from 'vitest';
import { recipeWorld } from '../test-support/recipe-world.ts';

const world = recipeWorld();

async function open() {
  const { session } = await import('./session.ts');
  const { leaveWhenOver, routes } = await import('./react-router.tsx');
  const router = createMemoryRouter(routes, { initialEntries: ['/sign-in'] });
  leaveWhenOver(router);
  const address = () => router.state.location.pathname + router.state.location.search;
  return { session, router, address };
}

test('the guard of React Router sends away who is not signed in, and remembers where they wanted to go', async () => {
  const { router, address } = await open();
  await router.navigate('/orders?open=1');
  expect(address()).toBe('/sign-in?to=%2Forders%3Fopen%3D1');
  world.current.journal.expectRequests(0, { kind: 'api' });
});

test('the guard of React Router lets in who is signed in, and a loader reads through a refresh', async () => {
  const { session, router, address } = await open();
  await session.signIn(world.current.tokens.issue({ expired: true }));
  await router.navigate('/orders');
  expect(address()).toBe('/orders');
  expect(Object.values(router.state.loaderData).at(-1)).toMatchObject({ user: 'ada' });
  world.current.journal.expectRefreshes(1);
});

test('React Router leaves a guarded screen when the session is over', async () => {
  const { session, router, address } = await open();
  await session.signIn(world.current.tokens.issue());
  await router.navigate('/orders');
  world.current.tokens.revokeRefresh();
  await session.refresh().catch(() => undefined);
  await vi.waitFor(() => expect(address()).toBe('/sign-in'));
});
