import { type SpoolPlace, spoolText, spoolVariable } from '../spool-place.ts';

/** The environment of a program that is watched: the file that Node is to load first, and where to write. */
export function programEnvironment(env: NodeJS.ProcessEnv, place: SpoolPlace, recorder: string): NodeJS.ProcessEnv {
  return {
    ...env,
    [spoolVariable]: spoolText(place),
    // In front: a program's own options keep the last word.
    NODE_OPTIONS: [`--require ${quoted(recorder)}`, env.NODE_OPTIONS ?? ''].join(' ').trim(),
  };
}

/** A path as NODE_OPTIONS reads it (Node: command-line API). */
const quoted = (path: string): string => (/^[\w/.:@+-]+$/.test(path) ? path : `"${path.replace(/(["\\])/g, '\\$1')}"`);
