import { SessionGate } from '@freshkey/react';
import { Dashboard } from './dashboard.tsx';
import { EventLog } from './event-log.tsx';
import { LastRefusal } from './last-refusal.tsx';
import { SessionFacts } from './session-facts.tsx';
import { SignIn } from './sign-in.tsx';
import { TopBar } from './top-bar.tsx';

export function App() {
  return (
    <>
      <TopBar />
      <main className="page">
        <div className="work">
          <SessionGate
            starting={<p className="quiet">One moment …</p>}
            signedOut={<SignIn />}
            ended={({ ended }) => <SignIn endedBecause={ended?.message} />}
          >
            <Dashboard />
          </SessionGate>
        </div>
        <div className="beside">
          <SessionFacts />
          <LastRefusal />
          <EventLog />
        </div>
      </main>
    </>
  );
}
