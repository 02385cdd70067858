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
