import { type SessionEvents, useSessionEvent } from '@freshkey/react';
import { useState } from 'react';

interface Entry {
  readonly id: number;
  readonly name: keyof SessionEvents;
  readonly detail: string;
  readonly atMs: number;
  readonly count: number;
}

export function EventLog() {
  const [entries, setEntries] = useState<readonly Entry[]>([]);

  /** The newest first; the same thing twenty times in a row is one line. */
  function log(name: Entry['name'], detail = '') {
    setEntries((all) => {
      const [latest, ...older] = all;
      if (latest?.name === name && latest.detail === detail) return [{ ...latest, count: latest.count + 1 }, ...older];
      const entry = { id: (latest?.id ?? 0) + 1, name, detail, atMs: Date.now(), count: 1 };
      return [entry, ...all.slice(0, 49)];
    });
  }

  useSessionEvent('signed-in', ({ fingerprint }) => log('signed-in', `token ${fingerprint}`));
  useSessionEvent('signed-out', () => log('signed-out'));
  useSessionEvent('held', () => log('held'));
  useSessionEvent('replayed', ({ reason }) => log('replayed', reason));
  useSessionEvent('refreshed', ({ fingerprint }) => log('refreshed', `token ${fingerprint}`));
  useSessionEvent('refresh-failed', ({ error }) => log('refresh-failed', error.message));
  useSessionEvent('ended', ({ message }) => log('ended', message));
  useSessionEvent('unauthorized', ({ reason }) => log('unauthorized', reason));
  useSessionEvent('passed', ({ hint }) => log('passed', hint));
  useSessionEvent('store-failed', ({ operation }) => log('store-failed', operation));

  return (
    <section className="panel" aria-labelledby="events">
      <h2 id="events">Events</h2>
      {entries.length === 0 && <p className="quiet">Nothing has happened yet.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by the keyboard */}
      <ol className="events" tabIndex={0} aria-labelledby="events">
        {entries.map(({ id, name, detail, atMs, count }) => (
          <li key={id} data-name={name}>
            <time>{new Date(atMs).toTimeString().slice(0, 8)}</time>
            <span className="name">{name}</span>
            {count > 1 && <span className="count">×{count}</span>}
            {detail && <span className="detail">{detail}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
