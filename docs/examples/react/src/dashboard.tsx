import { useSession } from '@freshkey/react';
import { useEffect } from 'react';
import { Faults } from './faults.tsx';
import { useReports } from './use-reports.ts';

export function Dashboard() {
  const { reports, read, readAll } = useReports();
  const isRefreshing = useSession((snapshot) => snapshot.isRefreshing);

  useEffect(() => {
    const closed = new AbortController();
    void readAll(closed.signal);
    return () => closed.abort();
  }, [readAll]);

  return (
    <>
      <section className="panel" aria-labelledby="reports">
        <div className="heading">
          <h2 id="reports">Twenty reports, twenty requests at once</h2>
          <button className="primary" type="button" onClick={() => void readAll()}>
            Read all twenty
          </button>
        </div>
        <ul className="reports" data-refreshing={isRefreshing}>
          {reports.map(({ title, state, note }) => (
            <li key={title} className="report" data-state={state}>
              <strong>{title}</strong>
              <span>{state === 'sent' && isRefreshing ? 'waiting' : note}</span>
            </li>
          ))}
        </ul>
      </section>
      <Faults read={read} readAll={readAll} />
    </>
  );
}
