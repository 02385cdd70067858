import { fingerprint } from '../fingerprint.ts';
import type { SessionRecord } from '../keeping/session-record.ts';
import type { Events } from './events.ts';

/**
 * Who made a record: a sign-in or sign-out here; a refresh here, or an end that it came to; the application or an API, for the
 * same login (`updated`); another tab or process (`adopted`). `kept`: nothing that anybody is told of, such as a refresh token
 * that came with an answer that was no good otherwise.
 */
export type Change = 'signed' | 'renewed' | 'updated' | 'adopted' | 'kept';

/** Tells what has become of the session. */
export function announce(events: Events, next: SessionRecord, isOtherLogin: boolean, change: Change): void {
  const { tokens, ended } = next;
  if (change === 'kept') return;
  if (!tokens) {
    if (ended) events.emit('ended', ended);
    else events.emit('signed-out', {});
    return;
  }
  const mark = { fingerprint: fingerprint(tokens.accessToken) };
  if (isOtherLogin) events.emit('signed-in', mark);
  else {
    const { expiresAtMs } = tokens;
    const expiry = expiresAtMs === undefined ? {} : { expiresAtMs };
    events.emit('refreshed', { ...mark, ...expiry, adopted: change === 'adopted' });
  }
}
