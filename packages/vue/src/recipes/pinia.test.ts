import { createPinia } from 'pinia';
import { expect, test } from 'vitest';
import { createApp } from 'vue';
import { recipeWorld, stepUp } from '../test-support/recipe-world.ts';

const world = recipeWorld();

async function open() {
  const { createFreshkey } = await import('@freshkey/vue');
  const { session } = await import('./session.ts');
  const { useOrders } = await import('./pinia.ts');
  const pinia = createPinia();
  createApp({}).use(createFreshkey(session)).use(pinia);
  return { session, orders: useOrders(pinia) };
}

test('a Pinia store follows the session and reads through a refresh', async () => {
  const { session, orders } = await open();
  expect(orders.isSignedIn).toBe(false);
  await session.signIn(world.current.tokens.issue({ expired: true }));
  expect(orders.isSignedIn).toBe(true);
  await orders.load();
  expect(orders.user).toBe('ada');
  world.current.journal.expectRefreshes(1);
});

test('a Pinia store forgets what it read at sign-out', async () => {
  const { session, orders } = await open();
  await session.signIn(world.current.tokens.issue());
  await orders.load();
  await session.signOut();
  expect(orders.user).toBe('');
  expect(orders.isSignedIn).toBe(false);
});

test('a Pinia store says in words what was refused', async () => {
  const { session, orders } = await open();
  world.current.faults.always('/api/orders', stepUp);
  await session.signIn(world.current.tokens.issue());
  await orders.load();
  expect(orders.problem).toContain('stronger or more recent sign-in');
});
