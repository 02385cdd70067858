import { QueryClient } from '@tanstack/vue-query';
import { session } from './session.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What the session explains was refreshed and replayed already, or no refresh can cure it.
      retry: (failures, error) => failures < 3 && !session.explain(error),
    },
  },
});

// Nobody sees the data of whoever was signed in before; what was refused is read again.
session.on('signed-in', () => void queryClient.resetQueries());
session.on('signed-out', () => queryClient.clear());
