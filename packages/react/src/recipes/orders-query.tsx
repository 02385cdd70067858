import { SessionGate, SessionProvider } from '@freshkey/react';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { queryClient } from './query-client.ts';
import { read, session } from './session.ts';

function Orders() {
  const { data, error } = useQuery({ queryKey: ['orders'], queryFn: () => read<{ user: string }>('/api/orders') });
  if (error) return <p>{session.explain(error)?.message ?? error.message}</p>;
  return <p>{data ? `Orders of ${data.user}` : 'Reading …'}</p>;
}

export function App() {
  return (
    <SessionProvider session={session}>
      <QueryClientProvider client={queryClient}>
        <SessionGate signedOut={<a href="/sign-in">Sign in</a>}>
          <Orders />
        </SessionGate>
      </QueryClientProvider>
    </SessionProvider>
  );
}
