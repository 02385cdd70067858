import { QueryClient } from '@tanstack/vue-query';
import { session } from './session.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Not again what was refused for good; a refresh that failed for a moment may be cured at the next attempt.
      retry: (failures, error) => failures < 3 && session.explain(error)?.retryable !== false,
    },
  },
});

// Nobody sees the data of whoever was signed in before; what was refused is read again.
session.on('signed-in', () => void queryClient.resetQueries());
session.on('signed-out', () => queryClient.clear());
