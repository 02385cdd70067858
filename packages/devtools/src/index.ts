export { type Devtools, type DevtoolsOptions, mountDevtools } from './mount-devtools.ts';
export type { TraceSource } from './recording.ts';
