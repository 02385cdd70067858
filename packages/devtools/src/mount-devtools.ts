import { button, element } from './element.ts';
import type { TraceSource } from './recording.ts';
import { Timeline } from './timeline.ts';

export interface DevtoolsOptions {
  /** Where the timeline stands. Default: a panel at the lower edge of the page, with a button that opens it. */
  readonly target?: Element;
  /** Names the session where several are watched. Default: `this tab`. */
  readonly label?: string;
  /** Whether the panel is open at first. Default: `false`; without meaning where there is a `target`. */
  readonly isOpen?: boolean;
  /** Default: the page's own `color-scheme`. */
  readonly theme?: 'light' | 'dark';
}

/** The devtools of a page. */
export interface Devtools {
  /**
   * Shows another session on the same time axis; the returned function stops listening, and what was told stays.
   *
   * @param options.label names it. Default: `session`, with its number.
   */
  watch(source: TraceSource, options?: { readonly label?: string }): () => void;
  /** Ends listening and takes everything off the page. */
  unmount(): void;
}

/**
 * Draws what a session tells: each request, the token that it carried, how long it was held, each refresh. For
 * development: import it where `import.meta.env.DEV` or the like is set, so that nobody else loads it. While it listens,
 * a request costs a few microseconds more; it draws nothing while nothing happens or the panel is closed.
 *
 * @throws TypeError where the first argument tells no events.
 *
 * Boundary: it shows methods, addresses without their query, statuses and times, never a token, a header or a body.
 */
export function mountDevtools(
  source: TraceSource,
  { target, label = 'this tab', isOpen = false, theme }: DevtoolsOptions = {},
): Devtools {
  const timeline = new Timeline();
  const offs = [watched(timeline, source, label)];
  if (theme) timeline.host.style.colorScheme = theme;
  if (target) target.append(timeline.host);
  else dock(timeline, isOpen);
  return {
    watch: (other, options) => {
      const off = watched(timeline, other, options?.label ?? `session ${timeline.recording.lanes.length + 1}`);
      offs.push(off);
      return off;
    },
    unmount: () => {
      for (const off of offs) off();
      timeline.remove();
    },
  };
}

function watched(timeline: Timeline, source: TraceSource, label: string): () => void {
  if (typeof source?.on !== 'function')
    throw new TypeError(`mountDevtools: expects a session; got ${source === null ? 'null' : typeof source}.`);
  return timeline.recording.watch(source, label);
}

function dock(timeline: Timeline, isOpenAtFirst: boolean): void {
  const root = timeline.host.shadowRoot as ShadowRoot;
  const [sheet, ...parts] = root.childNodes;
  const panel = element('section', { class: 'dock', 'aria-label': 'Freshkey devtools' }, ...parts);
  const toggle = button('Freshkey', () => show(panel.hidden === true), { class: 'toggle' });
  const show = (isOpen: boolean) => {
    panel.hidden = !isOpen;
    timeline.isHidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
  };
  root.replaceChildren(sheet as Node, panel, toggle);
  show(isOpenAtFirst);
  document.body.append(timeline.host);
}
