import { styleText } from 'node:util';
import type { Journey, Timeline } from './timeline.ts';

const width = 96;

type Mark = 'idle' | 'flying' | 'refused' | 'held' | 'replayed' | 'failed' | 'refresh';

const glyphs: Readonly<Record<Mark, string>> = {
  idle: ' ',
  flying: '▪',
  refused: styleText('red', '✗'),
  held: styleText('yellow', '▒'),
  replayed: styleText('green', '↻'),
  failed: styleText(['red', 'bold'], '!'),
  refresh: styleText('cyan', '━'),
};

/** The more telling mark wins a cell. */
const rank: readonly Mark[] = ['idle', 'flying', 'held', 'replayed', 'refused', 'failed', 'refresh'];

class Row {
  readonly #cells: Mark[] = Array.from({ length: width }, () => 'idle');

  set(from: number, to: number, mark: Mark): this {
    for (let cell = Math.max(0, from); cell <= Math.min(width - 1, to); cell++) {
      if (rank.indexOf(mark) > rank.indexOf(this.#cells[cell] as Mark)) this.#cells[cell] = mark;
    }
    return this;
  }

  toString(): string {
    return this.#cells
      .map((mark) => glyphs[mark])
      .join('')
      .trimEnd();
  }
}

function draw(row: Row, journey: Journey, cellOf: (ms: number) => number, nowMs: number): void {
  const { startMs, refusedMs, endMs = nowMs, held, replayed, outcome } = journey;
  const start = cellOf(startMs);
  const end = cellOf(endMs);
  if (refusedMs === undefined) {
    row.set(start, end, held ? 'held' : 'flying');
  } else {
    row.set(start, cellOf(refusedMs), 'flying').set(cellOf(refusedMs), cellOf(refusedMs), 'refused');
    row.set(cellOf(refusedMs) + 1, end, 'held');
  }
  if ((replayed || held) && outcome) row.set(end, end, 'replayed');
  if (outcome === 'failed') row.set(end, end, 'failed');
}

const label = (text: string) => text.padEnd(16);

/** One line a client, time from left to right: what the whole load looked like. */
export function lanes(timeline: Timeline, untilMs: number): string[] {
  const cellOf = (ms: number) => Math.floor((ms / untilMs) * width);
  const nowMs = timeline.nowMs();
  const rows = new Map<string, Row>();
  for (const journey of timeline.journeys) {
    const row = rows.get(journey.lane) ?? new Row();
    rows.set(journey.lane, row);
    draw(row, journey, cellOf, nowMs);
  }
  const refresh = new Row();
  for (const { startMs, endMs = nowMs } of timeline.flights) refresh.set(cellOf(startMs), cellOf(endMs), 'refresh');
  return [
    ...[...rows].map(([lane, row]) => `${label(lane)}${row}`),
    `${label('refresh')}${refresh}`,
    `${label('')}${glyphs.flying} under way  ${glyphs.refused} refused  ${glyphs.held} waiting  ${glyphs.replayed} answered after a replay  ${glyphs.refresh} refresh`,
  ];
}

/** Request by request around one refresh. */
export function waterfall(timeline: Timeline, flightIndex: number, most: number): string[] {
  const flight = timeline.flights[flightIndex];
  if (!flight) return [];
  const fromMs = flight.startMs - 80;
  const untilMs = (flight.endMs ?? flight.startMs) + 120;
  const touched = timeline.journeys.filter(({ startMs, endMs = 0 }) => endMs > flight.startMs && startMs < untilMs);
  const cellOf = (ms: number) => Math.floor(((ms - fromMs) / (untilMs - fromMs)) * width);
  const refresh = new Row().set(cellOf(flight.startMs), cellOf(flight.endMs ?? untilMs), 'refresh');
  const shown = touched.slice(0, most).map((journey) => {
    const row = new Row();
    draw(row, journey, cellOf, untilMs);
    return `${label(`${journey.id}`)}${row}`;
  });
  const more = touched.length > most ? [`${label('')}… and ${touched.length - most} more`] : [];
  return [`${label('refresh')}${refresh}`, ...shown, ...more];
}
