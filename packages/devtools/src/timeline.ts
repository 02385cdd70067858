import { readColours } from './colours.ts';
import { button, element } from './element.ts';
import { itemAt, type View } from './layout.ts';
import { type Colours, hatchOf, paint } from './paint.ts';
import { Recording, type TracedFlight, type TracedRequest } from './recording.ts';
import { styles } from './styles.ts';
import { tableOf } from './table.ts';
import { flightWords, nameOf, outcomeOf, wayOf } from './words.ts';

type Item = TracedRequest | TracedFlight;

const hint = 'Point at a bar, or move over them with the arrow keys.';
const isRequest = (item: Item): item is TracedRequest => 'spans' in item;

/** The picture with its controls, in a shadow tree. It draws when something happens, and while something is under way. */
export class Timeline {
  readonly recording = new Recording(() => this.#changed());
  readonly host = element('div');
  readonly #root: ShadowRoot;
  readonly #canvas = element('canvas', { tabindex: '0', role: 'img' });
  readonly #rows = element('div', {
    class: 'rows',
    tabindex: '0',
    role: 'region',
    'aria-label': 'Requests',
    hidden: '',
  });
  readonly #said = element('output', { 'aria-live': 'polite' }, hint);
  readonly #pause: HTMLButtonElement;
  readonly #table: HTMLButtonElement;
  readonly #ends = new AbortController();
  readonly #isStill = matchMedia('(prefers-reduced-motion: reduce)');
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined = undefined;
  #colours: Colours | undefined = undefined;
  #hatch: CanvasPattern | string = '';
  #spanMs = 6000;
  #endMs = 0;
  #originMs = 0;
  #isPaused = false;
  #isHidden = false;
  #selected: Item | undefined = undefined;

  constructor() {
    this.#root = this.host.attachShadow({ mode: 'open' });
    this.#pause = button('Pause', () => this.#setPaused(!this.#isPaused), { 'aria-pressed': 'false' });
    this.#table = button('Table', () => this.#showTable(this.#rows.hidden === true), { 'aria-pressed': 'false' });
    const zoom = (label: string, sign: string, factor: number) =>
      button(sign, () => this.#zoom(factor), { 'aria-label': label });
    const controls = [
      this.#pause,
      this.#table,
      zoom('Show more time', '−', 2),
      zoom('Show less time', '+', 0.5),
      button('Clear', () => this.#clear()),
    ];
    const key = (name: string, text: string) => element('span', {}, element('i', { class: name }), text);
    const legend = [key('', 'sent, coloured by token'), key('held', 'held'), key('refused', 'refused')];
    this.#root.append(
      element('style', {}, styles),
      element(
        'div',
        { class: 'bar' },
        ...controls,
        element('div', { class: 'key' }, ...legend, key('flight', 'refresh')),
      ),
      element('div', { class: 'view' }, this.#canvas, this.#rows),
      this.#said,
    );
    this.#listen();
  }

  /** Nothing is drawn while nobody can see it; what is told is kept. */
  set isHidden(isHidden: boolean) {
    this.#isHidden = isHidden;
    this.#changed();
  }

  remove(): void {
    this.#ends.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#isHidden = true;
    this.host.remove();
  }

  #listen(): void {
    const { signal } = this.#ends;
    const canvas = this.#canvas;
    canvas.addEventListener('keydown', (event) => this.#key(event), { signal });
    canvas.addEventListener('pointermove', (event) => this.#point(event), { signal });
    const recolour = () => {
      this.#colours = undefined;
      this.#changed();
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour, { signal });
    const attributes = new MutationObserver(recolour);
    for (const watched of [document.documentElement, this.host]) attributes.observe(watched, { attributes: true });
    const size = new ResizeObserver(() => this.#changed());
    size.observe(canvas);
    signal.addEventListener('abort', () => {
      attributes.disconnect();
      size.disconnect();
    });
  }

  #changed(): void {
    if (this.#isHidden || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { recording } = this;
    const isLive = recording.isLive();
    if (!this.#isPaused) this.#follow(isLive);
    if (this.#rows.hidden) this.#drawPicture();
    else this.#rows.replaceChildren(tableOf(recording));
    if (this.#selected) this.#say(this.#selected);
    if (!isLive || this.#isPaused || this.#timer) return;
    // A table is read, and with reduced motion nothing slides: then twice a second is enough.
    if (this.#rows.hidden && !this.#isStill.matches) this.#changed();
    else this.#timer = setTimeout(() => this.#tick(), 500);
  }

  #tick(): void {
    this.#timer = undefined;
    this.#changed();
  }

  #follow(isLive: boolean): void {
    const { nowMs, lanes } = this.recording;
    const latestMs = isLive ? nowMs : Math.max(...lanes.map((lane) => lane.lastAtMs), 0);
    this.#originMs ||= latestMs;
    const page = this.#spanMs / 2;
    const endMs = latestMs + this.#spanMs * 0.04;
    this.#endMs = this.#isStill.matches ? this.#originMs + Math.ceil((endMs - this.#originMs) / page) * page : endMs;
  }

  #drawPicture(): void {
    const canvas = this.#canvas;
    const context = canvas.getContext('2d');
    const view = this.#view();
    if (!context || view.width === 0) return;
    const scale = devicePixelRatio || 1;
    const [width, height] = [Math.round(view.width * scale), Math.round(view.height * scale)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(scale, 0, 0, scale, 0, 0);
    if (!this.#colours) {
      this.#colours = readColours(this.host, this.#root);
      this.#hatch = hatchOf(context, this.#colours.quiet);
    }
    const { recording } = this;
    const picture = { recording, view, colours: this.#colours, selected: this.#selected, originMs: this.#originMs };
    paint(context, picture, this.#hatch);
    const count = recording.lanes.reduce((sum, { requests }) => sum + requests.size, 0);
    const label = `Timeline of ${count} requests. Arrow keys read them one by one; the table says the same.`;
    if (canvas.ariaLabel !== label) canvas.setAttribute('aria-label', label);
  }

  #view(): View {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    return { fromMs: this.#endMs - this.#spanMs, toMs: this.#endMs, width, height };
  }

  #setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#pause.setAttribute('aria-pressed', String(isPaused));
    this.#changed();
  }

  #showTable(isShown: boolean): void {
    this.#rows.hidden = !isShown;
    this.#canvas.hidden = isShown;
    this.#table.setAttribute('aria-pressed', String(isShown));
    this.#changed();
  }

  #zoom(factor: number): void {
    const middleMs = this.#endMs - this.#spanMs / 2;
    this.#spanMs = Math.min(600_000, Math.max(100, this.#spanMs * factor));
    if (this.#isPaused) this.#endMs = middleMs + this.#spanMs / 2;
    this.#changed();
  }

  #clear(): void {
    this.#select(undefined);
    this.recording.clear();
  }

  #point({ offsetX, offsetY }: PointerEvent): void {
    const item = itemAt(this.recording, this.#view(), offsetX, offsetY);
    if (item && item !== this.#selected) this.#select(item);
  }

  #key(event: KeyboardEvent): void {
    const items = [...this.recording.requests, ...this.recording.flights].sort(
      (one, other) => one.fromMs - other.fromMs,
    );
    const at = this.#selected ? items.indexOf(this.#selected) : -1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at < 0 ? items.length - 1 : at - 1,
      ArrowUp: at < 0 ? items.length - 1 : at - 1,
      Home: 0,
      End: items.length - 1,
    };
    const target = targets[event.key];
    if (event.key === 'Escape') this.#select(undefined);
    if (target === undefined) return;
    event.preventDefault();
    const item = items[Math.min(Math.max(target, 0), items.length - 1)];
    if (!item) return;
    this.#select(item);
    const { fromMs, toMs } = this.#view();
    if (item.fromMs >= fromMs && item.fromMs <= toMs) return;
    this.#setPaused(true);
    this.#endMs = item.fromMs + this.#spanMs / 2;
  }

  #select(item: Item | undefined): void {
    this.#selected = item;
    if (item) this.#say(item);
    else this.#said.textContent = hint;
    this.#changed();
  }

  #say(item: Item): void {
    const { recording } = this;
    const text = isRequest(item)
      ? `${nameOf(item)}, ${item.lane.label}: ${wayOf(item, recording)}. ${outcomeOf(item, recording.nowMs)}.`
      : `${flightWords(item, recording)}, ${item.lane.label}.`;
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }
}
