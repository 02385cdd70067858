// @vitest-environment jsdom
import { mount } from '@vue/test-utils';
import { expect, expectTypeOf, test } from 'vitest';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import { createFreshkey, createSession, type Session, useSessionEvent } from './index.ts';

const inside = (session: Session) => ({ global: { plugins: [createFreshkey(session)] } });

const listener = (heard: string[]) =>
  defineComponent(() => {
    useSessionEvent('signed-in', (event) => {
      expectTypeOf(event).toEqualTypeOf<{ readonly fingerprint: string }>();
      heard.push(event.fingerprint);
    });
    return () => null;
  });

test('calls the handler once for an event', async () => {
  const session = createSession({});
  const heard: string[] = [];
  mount(listener(heard), inside(session));
  await session.signIn('mine');
  expect(heard).toHaveLength(1);
  expect(heard[0]).not.toContain('mine');
});

test('is silent once the component is gone', async () => {
  const session = createSession({});
  const heard: string[] = [];
  const Listener = listener(heard);
  const isShown = shallowRef(true);
  mount(() => isShown.value && h(Listener), inside(session));
  isShown.value = false;
  await nextTick();
  await session.signIn('mine');
  expect(heard).toEqual([]);
});
