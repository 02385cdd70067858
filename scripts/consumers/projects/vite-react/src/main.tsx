import { SessionGate, SessionProvider, useFreshkey, useSession, useSessionEvent } from '@freshkey/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { session, signIn, storm } from './session';

function Storm() {
  const { signOut } = useFreshkey();
  const status = useSession((snapshot) => snapshot.status);
  const [refreshes, setRefreshes] = useState(0);
  const [answered, setAnswered] = useState(0);
  useSessionEvent('refreshed', () => setRefreshes((count) => count + 1));
  return (
    <>
      <p id="state">{status}</p>
      <button type="button" onClick={() => void storm().then(setAnswered)}>
        Storm
      </button>
      <button type="button" onClick={() => void signOut()}>
        Sign out
      </button>
      <p id="outcome">
        {answered} answered, {refreshes} refreshed
      </p>
    </>
  );
}

const signInButton = (
  <button type="button" onClick={() => void signIn()}>
    Sign in
  </button>
);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <SessionProvider session={session}>
      <h1>React</h1>
      <SessionGate signedOut={signInButton}>
        <Storm />
      </SessionGate>
    </SessionProvider>
  </StrictMode>,
);
