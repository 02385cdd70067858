import { expect, test } from 'vitest';
import { itemAt, placeLanes, tickMs, type View } from './layout.ts';
import { type Colours, paint } from './paint.ts';
import { Recording } from './recording.ts';
import { createTold, tellRefreshed } from './test-support/told.ts';

const colours: Colours = {
  back: 'back',
  line: 'line',
  quiet: 'quiet',
  mark: 'mark',
  refused: 'refused',
  flight: 'flight',
  ink: 'ink',
  tokens: ['first', 'second'],
};
const view: View = { fromMs: 0, toMs: 1000, width: 1000, height: 200 };

function recorded() {
  const told = createTold();
  const recording = new Recording(
    () => {},
    () => 1000,
  );
  recording.watch(told, 'Tab A');
  told.flight({ startedAtMs: 200 });
  tellRefreshed(told, 1, 100);
  told.flight({ startedAtMs: 200, endedAtMs: 400, outcome: 'renewed', generation: 20 });
  return { told, recording };
}

/** A pen that writes down what it is asked to draw. */
function createPen() {
  const drawn: string[] = [];
  const pen = {
    canvas: { ownerDocument: { createElement: () => ({ getContext: () => null }) } },
    fillStyle: '',
    strokeStyle: '',
    fillRect: (x: number, _y: number, width: number) => void drawn.push(`${pen.fillStyle} ${x}+${width}`),
    strokeRect: () => void drawn.push(`outline ${pen.strokeStyle}`),
    fillText: (text: string) => void drawn.push(`"${text}"`),
    measureText: (text: string) => ({ width: text.length * 6 }),
    setLineDash: () => {},
  };
  return { pen: pen as unknown as CanvasRenderingContext2D, drawn };
}

test('draws a request in the colour of its token, its refusal, its wait, and the refresh behind it', () => {
  const { recording } = recorded();
  const { pen, drawn } = createPen();
  paint(pen, { recording, view, colours, selected: undefined, originMs: 0 }, 'hatch');
  expect(drawn.filter((line) => /^(first|second|refused|flight|hatch) /.test(line))).toEqual([
    'flight 200+200',
    'first 100+100',
    'refused 196+4',
    'hatch 200+200',
    'second 400+50',
  ]);
  expect(drawn).toEqual(expect.arrayContaining(['"Tab A"', '"refresh → 2"', '"t1"', '"t2"', '"0.5 s"']));
});

test('outlines what is selected', () => {
  const { recording } = recorded();
  const { pen, drawn } = createPen();
  const [selected] = recording.requests;
  paint(pen, { recording, view, colours, selected, originMs: 0 }, 'hatch');
  expect(drawn.filter((line) => line === 'outline mark')).toHaveLength(2);
});

test('draws nothing of what is out of view', () => {
  const { recording } = recorded();
  const { pen, drawn } = createPen();
  paint(
    pen,
    { recording, view: { ...view, fromMs: 5000, toMs: 6000 }, colours, selected: undefined, originMs: 0 },
    'hatch',
  );
  expect(drawn.filter((line) => /^(first|second|refused|flight|hatch) /.test(line))).toEqual([]);
});

test('finds the request under a point, else the refresh, else nothing', () => {
  const { recording } = recorded();
  const [lane] = placeLanes(recording, view);
  const y = (lane?.y ?? 0) + 20;
  expect(itemAt(recording, view, 150, y)).toBe(recording.requests[0]);
  expect(itemAt(recording, view, 300, y + 60)).toBe(recording.flights[0]);
  expect(itemAt(recording, view, 900, y)).toBeUndefined();
  expect(itemAt(recording, view, 150, 1)).toBeUndefined();
});

test('shares the height so that every lane of every session is in view', () => {
  const { recording } = recorded();
  for (const label of ['Tab B', 'Tab C']) {
    const told = createTold();
    recording.watch(told, label);
    for (let id = 1; id <= 40; id++) told.step({ id, what: 'sent', atMs: 100 + id });
  }
  const lanes = placeLanes(recording, view);
  expect(lanes).toHaveLength(3);
  expect((lanes.at(-1)?.y ?? 0) + (lanes.at(-1)?.height ?? 0)).toBeLessThanOrEqual(view.height);
});

test('puts a line of the axis at round instants, none nearer than ninety pixels', () => {
  expect(tickMs(view)).toBe(100);
  expect(tickMs({ ...view, toMs: 6000 })).toBe(1000);
  expect(tickMs({ ...view, toMs: 600_000 })).toBe(100_000);
});
