import { createFreshkey } from '@freshkey/vue';
import { VueQueryPlugin } from '@tanstack/vue-query';
import type { App } from 'vue';
import { queryClient } from './query-client.ts';
import { session } from './session.ts';

export function install(app: App): void {
  app.use(createFreshkey(session)).use(VueQueryPlugin, { queryClient });
}
