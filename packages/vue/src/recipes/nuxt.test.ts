import { type Session, SessionGate, useFreshkey } from '@freshkey/vue';
import { expect, test } from 'vitest';
import { createSSRApp, defineComponent, h } from 'vue';
import { renderToString } from 'vue/server-renderer';
import plugin from './nuxt-plugin.ts';

const seen: Session[] = [];

const Page = defineComponent(() => {
  seen.push(useFreshkey());
  return () => h(SessionGate, null, { default: () => 'Dashboard', 'signed-out': () => 'Sign in' });
});

/** What Nuxt does with a request: the plugins, then the page's markup and the payload that goes with it. */
async function request(userId?: string) {
  const vueApp = createSSRApp(Page);
  const payload: Record<string, unknown> = {};
  plugin({ vueApp, payload, userId });
  return { html: await renderToString(vueApp), payload };
}

test('Nuxt renders each request with a session of its own', async () => {
  const pages = await Promise.all([request('ada'), request(), request('grace')]);
  expect(pages.map(({ html }) => /Dashboard|Sign in/.exec(html)?.[0])).toEqual(['Dashboard', 'Sign in', 'Dashboard']);
  expect(new Set(seen).size).toBe(3);
});

test('the browser finds in the payload what the server rendered', async () => {
  const { payload } = await request();
  const vueApp = createSSRApp(Page);
  plugin({ vueApp, payload: JSON.parse(JSON.stringify(payload)), userId: 'nobody asks in a browser' });
  expect(seen.at(-1)?.status).toBe('signed-out');
  expect(vueApp.runWithContext(() => useFreshkey()).status).toBe('signed-out');
});
