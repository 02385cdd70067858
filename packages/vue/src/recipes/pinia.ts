import { useFreshkey, useSession, useSessionEvent } from '@freshkey/vue';
import { defineStore } from 'pinia';
import { ref } from 'vue';
import { read } from './session.ts';

export const useOrders = defineStore('orders', () => {
  const { explain } = useFreshkey();
  const isSignedIn = useSession(({ status }) => status === 'active');
  const user = ref('');
  const problem = ref('');

  async function load(): Promise<void> {
    problem.value = '';
    try {
      user.value = (await read<{ user: string }>('/api/orders')).user;
    } catch (error) {
      problem.value = explain(error)?.message ?? (error as Error).message;
    }
  }

  function forget(): void {
    user.value = '';
    problem.value = '';
  }

  // Nobody sees the data of whoever was signed in before.
  useSessionEvent('signed-in', forget);
  useSessionEvent('signed-out', forget);

  return { isSignedIn, user, problem, load };
});
