import { SessionProvider } from '@freshkey/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../shared/styles.css';
import { App } from './app.tsx';
import { session } from './session.ts';

createRoot(document.querySelector('#root') as Element).render(
  <StrictMode>
    <SessionProvider session={session}>
      <App />
    </SessionProvider>
  </StrictMode>,
);

// A bundle for production holds nothing of it.
if (import.meta.env.DEV) {
  const { mountDevtools } = await import('@freshkey/devtools');
  mountDevtools(session);
}
