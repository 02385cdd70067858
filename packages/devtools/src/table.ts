import { element } from './element.ts';
import type { Recording } from './recording.ts';
import { nameOf, outcomeOf, wayOf } from './words.ts';

const mostRows = 200;

/** The same as the picture, for one who reads or listens: the newest first. */
export function tableOf(recording: Recording): HTMLTableElement {
  const row = (cell: 'th' | 'td', texts: readonly string[]) =>
    element('tr', {}, ...texts.map((text) => element(cell, cell === 'th' ? { scope: 'col' } : {}, text)));
  const rows = recording.requests
    .slice(-mostRows)
    .reverse()
    .map((request) =>
      row('td', [nameOf(request), request.lane.label, wayOf(request, recording), outcomeOf(request, recording.nowMs)]),
    );
  const empty = element('tr', {}, element('td', { colspan: '4' }, 'No request yet.'));
  return element(
    'table',
    {},
    element('thead', {}, row('th', ['Request', 'Session', 'Way', 'Outcome'])),
    element('tbody', {}, ...(rows.length > 0 ? rows : [empty])),
  );
}
