import { useFreshkey, useSession } from '@freshkey/react';
import { StatusPill } from './status-pill.tsx';

export function TopBar() {
  const { signOut } = useFreshkey();
  const isSignedIn = useSession(({ status }) => status === 'active');
  return (
    <header className="top">
      <svg className="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.4" aria-hidden="true">
        <path strokeLinecap="round" d="M20 12a8 8 0 1 1-2.6-5.9M20 3v4.5h-4.5" />
        <circle cx="12" cy="12" r="2.6" fill="currentColor" stroke="none" />
      </svg>
      <h1>
        Reports <span className="quiet name-of-app">· Freshkey and React</span>
      </h1>
      <StatusPill />
      {isSignedIn && (
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      )}
    </header>
  );
}
