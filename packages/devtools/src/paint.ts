import {
  axisHeight,
  type Box,
  extentOf,
  laneHead,
  type PlacedLane,
  placeLanes,
  tickMs,
  type View,
  xOf,
} from './layout.ts';
import type { Recording, TracedFlight, TracedRequest } from './recording.ts';

/** What the picture is drawn with, as CSS colours. */
export interface Colours {
  readonly back: string;
  readonly line: string;
  readonly quiet: string;
  readonly mark: string;
  readonly refused: string;
  readonly flight: string;
  /** Text on a bar. */
  readonly ink: string;
  /** One for each token, in turn. */
  readonly tokens: readonly string[];
}

export interface Picture {
  readonly recording: Recording;
  readonly view: View;
  readonly colours: Colours;
  readonly selected: TracedRequest | TracedFlight | undefined;
  /** Instant zero of the axis. */
  readonly originMs: number;
}

type Context = CanvasRenderingContext2D;

/** What is drawn at the end and at once for each colour: to change the colour is what costs. */
interface Strokes {
  readonly bars: Map<string | CanvasPattern, Box[]>;
  readonly texts: { readonly text: string; readonly x: number; readonly y: number; readonly colour: string }[];
}

/** Draws everything that is in view. `hatch` is how a wait is filled. */
export function paint(context: Context, picture: Picture, hatch: CanvasPattern | string): void {
  const { view, colours, recording } = picture;
  context.fillStyle = colours.back;
  context.fillRect(0, 0, view.width, view.height);
  context.font = '11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  paintAxis(context, picture);
  const strokes: Strokes = { bars: new Map(), texts: [] };
  for (const placed of placeLanes(recording, view)) {
    for (const flight of placed.lane.flights.values()) paintFlight(context, picture, placed, flight);
    for (const request of placed.lane.requests.values()) {
      if (request.fromMs <= view.toMs && (request.toMs ?? view.toMs) >= view.fromMs)
        placeRequest(strokes, picture, placed, request, hatch);
    }
    strokes.texts.push({ text: placed.lane.label, x: 6, y: placed.y + laneHead / 2, colour: colours.quiet });
  }
  for (const [fill, boxes] of strokes.bars) {
    context.fillStyle = fill;
    for (const { x, y, width, height } of boxes) context.fillRect(x, y, width, height);
  }
  for (const { text, x, y, colour } of strokes.texts) {
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }
  if (picture.selected) outline(context, picture, picture.selected);
}

function paintAxis(context: Context, { view, colours, originMs }: Picture): void {
  const step = tickMs(view);
  const digits = step < 100 ? 2 : step < 1000 ? 1 : 0;
  context.fillStyle = colours.line;
  const first = Math.ceil((view.fromMs - originMs) / step);
  const last = Math.floor((view.toMs - originMs) / step);
  for (let tick = first; tick <= last; tick++) {
    context.fillRect(Math.round(xOf(originMs + tick * step, view)), axisHeight - 2, 1, view.height);
  }
  context.fillStyle = colours.quiet;
  for (let tick = first; tick <= last; tick++) {
    const text = `${((tick * step) / 1000).toFixed(digits)} s`;
    context.fillText(text, xOf(originMs + tick * step, view) + 3, axisHeight / 2 - 1);
  }
}

function paintFlight(context: Context, picture: Picture, placed: PlacedLane, flight: TracedFlight): void {
  const { view, colours, recording } = picture;
  const { x, width } = extentOf(flight, view, recording.nowMs);
  if (x > view.width || x + width < 0) return;
  context.fillStyle = colours.flight;
  context.fillRect(x, placed.y, width, placed.height);
  context.strokeStyle = flight.outcome === 'failed' || flight.outcome === 'ended' ? colours.refused : colours.mark;
  context.lineWidth = 1;
  context.setLineDash(flight.outcome === 'adopted' ? [3, 3] : []);
  context.strokeRect(x + 0.5, placed.y + 0.5, width - 1, placed.height - 1);
  context.setLineDash([]);
  const text = flightLabel(flight, recording);
  if (width < context.measureText(text).width + 12 || x < 0) return;
  context.fillStyle = context.strokeStyle;
  context.fillText(text, x + 6, placed.y + laneHead / 2);
}

function flightLabel({ outcome, brought = 0 }: TracedFlight, recording: Recording): string {
  if (outcome === undefined) return 'refresh …';
  return outcome === 'renewed' || outcome === 'adopted'
    ? `${outcome === 'renewed' ? 'refresh' : 'adopted'} → ${recording.ordinalOf(brought)}`
    : outcome;
}

function placeRequest(
  { bars, texts }: Strokes,
  { view, colours, recording }: Picture,
  { y: laneY, rowHeight }: PlacedLane,
  { row, spans, end }: TracedRequest,
  hatch: CanvasPattern | string,
): void {
  const { y, height } = rowBox(laneY, row, rowHeight);
  const put = (fill: string | CanvasPattern, x: number, width: number) => {
    const boxes = bars.get(fill);
    if (boxes) boxes.push({ x, y, width, height });
    else bars.set(fill, [{ x, y, width, height }]);
  };
  let right = 0;
  for (const { kind, fromMs, toMs = recording.nowMs, generation, isRefused } of spans) {
    const x = xOf(fromMs, view);
    const width = Math.max(2, xOf(toMs, view) - x);
    right = x + width;
    const ordinal = generation === undefined ? 0 : recording.ordinalOf(generation);
    const ofToken = colours.tokens[(ordinal - 1) % colours.tokens.length] ?? colours.quiet;
    put(kind === 'held' ? hatch : ofToken, x, width);
    if (isRefused) put(colours.refused, right - 4, 4);
    if (ordinal > 0 && height >= 11 && width >= 22)
      texts.push({ text: `t${ordinal}`, x: x + 4, y: y + height / 2 + 0.5, colour: colours.ink });
  }
  if (end === 'surfaced' || end === 'failed')
    texts.push({ text: '×', x: right + 3, y: y + height / 2, colour: colours.refused });
}

function rowBox(laneY: number, row: number, rowHeight: number): { y: number; height: number } {
  const gap = rowHeight > 3 ? 2 : 0.5;
  return { y: laneY + laneHead + row * rowHeight, height: Math.max(0.75, rowHeight - gap) };
}

function outline(context: Context, { view, colours, recording }: Picture, item: TracedRequest | TracedFlight): void {
  const placed = placeLanes(recording, view).find(({ lane }) => lane === item.lane);
  if (!placed) return;
  const { x, width } = extentOf(item, view, recording.nowMs);
  const { y, height } = 'row' in item ? rowBox(placed.y, item.row, placed.rowHeight) : placed;
  context.strokeStyle = colours.mark;
  context.lineWidth = 2;
  context.strokeRect(x - 2, y - 2, width + 4, height + 4);
}

/** Slanted lines: a request that waits. */
export function hatchOf(context: Context, colour: string): CanvasPattern | string {
  const tile = context.canvas.ownerDocument.createElement('canvas');
  tile.width = tile.height = 6;
  const pen = tile.getContext('2d');
  if (!pen) return colour;
  pen.strokeStyle = colour;
  pen.beginPath();
  for (const offset of [-6, 0, 6]) {
    pen.moveTo(offset, 6);
    pen.lineTo(offset + 6, 0);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? colour;
}
