import type { Lane, Recording, TracedFlight, TracedRequest } from './recording.ts';

/** The part of time that is in view. */
export interface View {
  readonly fromMs: number;
  readonly toMs: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** A rectangle in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLane extends Box {
  readonly lane: Lane;
  readonly rowHeight: number;
}

export const axisHeight = 20;
export const laneHead = 18;

/** Where an instant stands. */
export function xOf(atMs: number, { fromMs, toMs, width }: View): number {
  return ((atMs - fromMs) / (toMs - fromMs)) * width;
}

/** The whole width of a request or flight; what is under way reaches to the present. */
export function extentOf(one: TracedRequest | TracedFlight, view: View, nowMs: number): { x: number; width: number } {
  const x = xOf(one.fromMs, view);
  return { x, width: Math.max(2, xOf(one.toMs ?? nowMs, view) - x) };
}

/** Shares the height among the lanes by the rows that each of them shows. */
export function placeLanes(recording: Recording, view: View): PlacedLane[] {
  const { lanes } = recording;
  const rows = lanes.map(({ requests }) => {
    let most = 0;
    for (const { row, fromMs, toMs } of requests.values()) {
      if (fromMs <= view.toMs && (toMs ?? view.toMs) >= view.fromMs) most = Math.max(most, row + 1);
    }
    return most;
  });
  const total = rows.reduce((sum, count) => sum + count, 0);
  const room = view.height - axisHeight - lanes.length * (laneHead + 4);
  const rowHeight = Math.min(14, Math.max(1, room / Math.max(total, 1)));
  const share = Math.max(0, (room - total * rowHeight) / Math.max(lanes.length, 1));
  let y = axisHeight;
  return lanes.map((lane, index) => {
    const height = laneHead + (rows[index] ?? 0) * rowHeight + share;
    const placed = { lane, rowHeight, x: 0, y, width: view.width, height };
    y += height + 4;
    return placed;
  });
}

/** The request, else the refresh, under a point. */
export function itemAt(
  recording: Recording,
  view: View,
  x: number,
  y: number,
): TracedRequest | TracedFlight | undefined {
  const placed = placeLanes(recording, view).find((one) => y >= one.y && y <= one.y + one.height);
  if (!placed) return undefined;
  const covers = (one: TracedRequest | TracedFlight) => {
    const extent = extentOf(one, view, recording.nowMs);
    return x >= extent.x - 2 && x <= extent.x + extent.width + 2;
  };
  const row = Math.floor((y - placed.y - laneHead) / placed.rowHeight);
  const { requests, flights } = placed.lane;
  return (
    [...requests.values()].findLast((one) => one.row === row && covers(one)) ?? [...flights.values()].findLast(covers)
  );
}

/** A round step between two lines of the axis: about one for 90 pixels. */
export function tickMs({ fromMs, toMs, width }: View): number {
  const wanted = ((toMs - fromMs) / Math.max(width, 1)) * 90;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ([1, 2, 5, 10].find((one) => one * power >= wanted) ?? 10);
}
