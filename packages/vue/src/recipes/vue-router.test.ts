import { expect, test, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { recipeWorld } from '../test-support/recipe-world.ts';

const world = recipeWorld();

async function open() {
  const { session } = await import('./session.ts');
  const { guard } = await import('./vue-router.ts');
  const component = { render: () => null };
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/sign-in', component, meta: { isPublic: true } },
      { path: '/orders', component },
    ],
  });
  guard(router);
  return { session, router, address: () => router.currentRoute.value.fullPath };
}

test('the guard of Vue Router sends away who is not signed in, and remembers where they wanted to go', async () => {
  const { router, address } = await open();
  await router.push('/orders?open=1');
  expect(address()).toBe('/sign-in?to=/orders?open=1');
});

test('the guard of Vue Router lets in who is signed in', async () => {
  const { session, router, address } = await open();
  await session.signIn(world.current.tokens.issue());
  await router.push('/orders');
  expect(address()).toBe('/orders');
});

test('Vue Router leaves a guarded screen when the session is over', async () => {
  const { session, router, address } = await open();
  await session.signIn(world.current.tokens.issue());
  await router.push('/orders');
  world.current.tokens.revokeRefresh();
  await session.refresh().catch(() => undefined);
  await vi.waitFor(() => expect(address()).toBe('/sign-in?to=/orders'));
});
