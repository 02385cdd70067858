import { api } from './session.ts';
import type { ReportReader } from './use-reports.ts';

/** Asks the server that this example runs against for trouble. */
const arrange = (fault: string) => fetch(`/faults/${fault}`, { method: 'POST' });

export function Faults({ read, readAll }: ReportReader) {
  const faults = [
    {
      name: 'Expire the token',
      what: 'Twenty requests are refused, one refresh, twenty replays.',
      cause: () => arrange('expire').then(() => readAll()),
    },
    {
      name: 'Refresh fails once',
      what: 'The authorization server says 503. Read again: the next attempt succeeds.',
      cause: () => arrange('refresh-fails-once').then(() => readAll()),
    },
    {
      name: 'Refresh refused for good',
      what: 'The refresh token was revoked: the session ends, once.',
      cause: () => arrange('refresh-refused').then(() => readAll()),
    },
    {
      name: 'Refresh hangs',
      what: 'Nobody waits longer than four seconds.',
      cause: () => arrange('refresh-hangs').then(() => readAll()),
    },
    {
      name: 'Late 401',
      what: 'One refusal arrives when the token is new already: replayed, not refreshed again.',
      cause: async () => {
        await arrange('expire');
        await Promise.all([read('/api/reports/orders', { params: { delayMs: 2500 } }), read('/api/reports/revenue')]);
      },
    },
    {
      name: 'Insufficient scope',
      what: 'A refusal that no refresh can cure reaches the caller at once.',
      cause: () => api.delete('/api/scope/admin').catch(() => undefined),
    },
  ];
  return (
    <section className="panel" aria-labelledby="faults">
      <h2 id="faults">What can go wrong</h2>
      <ul className="faults">
        {faults.map(({ name, what, cause }) => (
          <li key={name}>
            <button type="button" onClick={() => void cause()}>
              {name}
              <span>{what}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
