// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Devtools, type DevtoolsOptions, mountDevtools } from './mount-devtools.ts';
import { freshkeyPlugin } from './tanstack.ts';
import { createTold, tellRefreshed } from './test-support/told.ts';

let frames: (() => void)[] = [];
const mounted: Devtools[] = [];

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => {});
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});

afterEach(() => {
  for (const devtools of mounted.splice(0)) devtools.unmount();
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Draws until nothing asks for another frame; `false`: it never ends. */
function settle(): boolean {
  for (let count = 0; count < 50; count++) {
    const due = frames.splice(0);
    if (due.length === 0) return true;
    for (const run of due) run();
  }
  return false;
}

function mount(options?: DevtoolsOptions) {
  const told = createTold();
  const devtools = mountDevtools(told, options);
  mounted.push(devtools);
  const host = (options?.target ?? document.body).lastElementChild as HTMLElement;
  const root = host.shadowRoot as ShadowRoot;
  const find = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector) as E;
  const press = (label: string) =>
    [...root.querySelectorAll('button')].find(({ textContent }) => textContent === label)?.click();
  const key = (name: string) => find('canvas').dispatchEvent(new KeyboardEvent('keydown', { key: name }));
  return { told, devtools, host, root, find, press, key, said: () => find('output').textContent };
}

test('opens a panel at the lower edge with a button, and closes it with the same', () => {
  const { find, press } = mount();
  expect(find('.dock').hidden).toBe(true);
  press('Freshkey');
  expect(find('.dock').hidden).toBe(false);
  expect(find('.toggle').getAttribute('aria-expanded')).toBe('true');
  press('Freshkey');
  expect(find('.dock').hidden).toBe(true);
});

test('asks for no frame while the panel is closed, and has kept what was told when it opens', () => {
  const { told, find, press } = mount();
  settle();
  tellRefreshed(told, 1, Date.now());
  expect(frames).toHaveLength(0);
  press('Freshkey');
  press('Table');
  settle();
  expect(find('tbody').textContent).toContain('sent with token 1, refused 401 after 100 ms');
});

test('draws on while something is under way, and comes to rest when it is over', () => {
  const { told } = mount({ target: document.body });
  told.step({ what: 'sent', atMs: Date.now(), generation: 1 });
  expect(settle()).toBe(false);
  told.step({ what: 'answered', atMs: Date.now(), status: 200 });
  expect(settle()).toBe(true);
});

test('slides nothing for one who asked for less motion: it draws when something happens', () => {
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => {} }));
  const { told } = mount({ target: document.body });
  told.step({ what: 'sent', atMs: Date.now(), generation: 1 });
  expect(settle()).toBe(true);
});

test('reads requests and refreshes with the arrow keys, in the order in which they began', () => {
  const { told, key, said } = mount({ target: document.body });
  const fromMs = Date.now();
  tellRefreshed(told, 1, fromMs);
  told.flight({ startedAtMs: fromMs + 100, endedAtMs: fromMs + 300, outcome: 'renewed', generation: 20 });
  told.step({ id: 2, what: 'sent', atMs: fromMs + 400, generation: 20 });
  told.step({ id: 2, what: 'answered', atMs: fromMs + 450, status: 204 });
  key('ArrowRight');
  expect(said()).toBe(
    'GET https://api.test/api/orders, this tab: sent with token 1, refused 401 after 100 ms; held 200 ms; sent with token 2, answered 200 after 50 ms. 200 after 350 ms.',
  );
  key('ArrowRight');
  expect(said()).toBe('Refresh, with requests waiting: brought token 2 after 200 ms, this tab.');
  key('End');
  expect(said()).toContain('answered 204 after 50 ms');
  key('ArrowDown');
  expect(said()).toContain('answered 204 after 50 ms');
  key('Home');
  expect(said()).toContain('refused 401');
  key('Escape');
  expect(said()).toContain('arrow keys');
});

test('says in a table what the picture says, the newest first, and never reads an address as HTML', () => {
  const { told, root, press } = mount({ target: document.body });
  const fromMs = Date.now();
  tellRefreshed(told, 1, fromMs);
  told.step({ id: 2, what: 'sent', atMs: fromMs + 500, url: 'https://api.test/<img src=x>' });
  told.step({ id: 2, what: 'answered', atMs: fromMs + 510, status: 200 });
  press('Table');
  settle();
  const rows = [...root.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
  expect(rows).toEqual([
    [
      'GET https://api.test/<img src=x>',
      'this tab',
      'sent without a token, answered 200 after 10 ms',
      '200 after 10 ms',
    ],
    [
      'GET https://api.test/api/orders',
      'this tab',
      'sent with token 1, refused 401 after 100 ms; held 200 ms; sent with token 2, answered 200 after 50 ms',
      '200 after 350 ms',
    ],
  ]);
  expect(root.querySelector('img')).toBeNull();
});

test('shows several sessions in one picture, and stops listening to each when it is told', () => {
  const { told, devtools, root, press } = mount({ target: document.body, label: 'Tab A' });
  const other = createTold();
  const off = devtools.watch(other, { label: 'Tab B' });
  tellRefreshed(told, 1, Date.now());
  tellRefreshed(other, 1, Date.now());
  press('Table');
  settle();
  const sessions = () => [...root.querySelectorAll('tbody tr')].map((row) => row.children[1]?.textContent).sort();
  expect(sessions()).toEqual(['Tab A', 'Tab B']);
  off();
  expect([told.listeners, other.listeners]).toEqual([2, 0]);
  devtools.unmount();
  expect(told.listeners).toBe(0);
});

test('leaves nothing on the page', () => {
  const { devtools, told } = mount();
  devtools.unmount();
  expect(document.body.childElementCount).toBe(0);
  expect(told.listeners).toBe(0);
});

test('takes the given theme', () => {
  const { host } = mount({ target: document.body, theme: 'dark' });
  expect(host.style.colorScheme).toBe('dark');
});

test('says what it expects where it is given no session', () => {
  expect(() => mountDevtools(undefined as never)).toThrow(
    new TypeError('mountDevtools: expects a session; got undefined.'),
  );
});

test.for(['dark', { theme: 'dark' }] as const)('is a plugin of TanStack Devtools, which hands over %j', (props) => {
  const told = createTold();
  const plugin = freshkeyPlugin(told);
  const target = document.body.appendChild(document.createElement('div'));
  plugin.render(target, props);
  plugin.render(target, props);
  expect(target.childElementCount).toBe(1);
  expect((target.firstElementChild as HTMLElement).style.colorScheme).toBe('dark');
  plugin.destroy();
  expect(target.childElementCount).toBe(0);
  expect(told.listeners).toBe(0);
});
