import type { SessionSnapshot } from '@freshkey/vue';
import { type App, type Ref, ref } from 'vue';

/** What Nuxt imports by itself, as far as the recipe uses it. */
interface NuxtApp {
  readonly vueApp: App;
  /** What the server sends along with the page. */
  readonly payload: Record<string, unknown>;
  /** On the server alone. */
  readonly userId?: string | undefined;
}

let current: NuxtApp;

export function defineNuxtPlugin(plugin: (app: NuxtApp) => void) {
  return (app: NuxtApp) => {
    current = app;
    plugin(app);
  };
}

export function useRequestEvent() {
  return { context: { userId: current.userId } };
}

export function useState<State extends SessionSnapshot>(key: string, init: () => State): Ref<State> {
  current.payload[key] ??= init();
  return ref(current.payload[key]) as Ref<State>;
}
