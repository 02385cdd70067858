import { expect, test } from 'vitest';
import { recipeWorld } from '../test-support/recipe-world.ts';

const world = recipeWorld();

async function open() {
  const { session } = await import('./session.ts');
  const { shop, store } = await import('./redux-toolkit-query.ts');
  return { session, shop, store, orders: () => store.dispatch(shop.endpoints.orders.initiate()) };
}

test('Redux Toolkit Query reads through a refresh', async () => {
  const { session, orders } = await open();
  await session.signIn(world.current.tokens.issue({ expired: true }));
  expect((await orders()).data).toMatchObject({ user: 'ada' });
  world.current.journal.expectRefreshes(1);
});

test('Redux Toolkit Query does not ask again for what was refused', async () => {
  const { session, orders } = await open();
  await session.signIn(world.current.tokens.issue());
  world.current.tokens.revokeFamilies();
  expect((await orders()).error).toMatchObject({ status: 401 });
  world.current.journal.expectRequests(1, { path: '/api/orders' });
});

test('Redux Toolkit Query still asks again for what failed on the way', async () => {
  const { session, orders } = await open();
  await session.signIn(world.current.tokens.issue());
  world.current.faults.next('/api/orders', { status: 500 });
  expect((await orders()).data).toMatchObject({ user: 'ada' });
});

test('Redux Toolkit Query forgets what it read at sign-out', async () => {
  const { session, orders, shop, store } = await open();
  await session.signIn(world.current.tokens.issue());
  await orders();
  expect(shop.endpoints.orders.select()(store.getState()).data).toMatchObject({ user: 'ada' });
  await session.signOut();
  expect(shop.endpoints.orders.select()(store.getState()).data).toBeUndefined();
});
