import { type Devtools, mountDevtools } from './mount-devtools.ts';
import type { TraceSource } from './recording.ts';

type Theme = 'light' | 'dark';

/** What TanStack Devtools takes in its list of plugins: its versions hand over the theme, or an object that holds it. */
export interface TanStackPlugin {
  readonly id: string;
  readonly name: string;
  render(element: HTMLElement, props: Theme | { readonly theme: Theme }): void;
  destroy(): void;
}

/** The timeline of a session as a plugin of TanStack Devtools. */
export function freshkeyPlugin(session: TraceSource): TanStackPlugin {
  let devtools: Devtools | undefined;
  return {
    id: 'freshkey',
    name: 'Freshkey',
    render: (target, props) => {
      devtools?.unmount();
      devtools = mountDevtools(session, { target, theme: typeof props === 'string' ? props : props.theme });
    },
    destroy: () => devtools?.unmount(),
  };
}
