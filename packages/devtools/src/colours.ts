import type { Colours } from './paint.ts';

/** The colours of the style sheet as the page's scheme resolves them, for a canvas, which knows neither. */
export function readColours(host: HTMLElement, within: ShadowRoot): Colours {
  const probe = within.appendChild(host.ownerDocument.createElement('i'));
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours: Colours = {
    back: read('back'),
    line: read('line'),
    quiet: read('quiet'),
    mark: read('mark'),
    refused: read('refused'),
    flight: read('flight'),
    ink: read('ink'),
    tokens: [1, 2, 3, 4, 5, 6].map((number) => read(`t${number}`)),
  };
  probe.remove();
  return colours;
}
