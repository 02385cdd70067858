import { readFile } from 'node:fs/promises';

/** A mutant that no test has to notice, and why. */
export interface Survivor {
  /** Relative to the root. */
  readonly file: string;
  /** The line as it stands, without its indentation: line numbers move. */
  readonly line: string;
  readonly mutator: string;
  readonly replacement: string;
  readonly why: string;
}

/** A mutant of a run. */
export interface Mutant {
  readonly file: string;
  readonly lineNumber: number;
  readonly line: string;
  readonly mutator: string;
  readonly replacement: string;
  readonly status: string;
}

const living = new Set(['Survived', 'NoCoverage']);
const dead = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);

interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly status: string;
          readonly location: { readonly start: { readonly line: number } };
        }[];
      }
    >
  >;
}

/** Reads a report of the mutation-testing schema. */
export async function readMutants(path: string, packageFolder: string): Promise<Mutant[]> {
  const { files } = JSON.parse(await readFile(path, 'utf8')) as Report;
  return Object.entries(files).flatMap(([name, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map(({ mutatorName, replacement = '', status, location }) => ({
      file: `${packageFolder}/${name}`,
      lineNumber: location.start.line,
      line: (lines[location.start.line - 1] ?? '').trim(),
      mutator: mutatorName,
      replacement: replacement.replace(/\s+/g, ' ').slice(0, 200),
      status,
    }));
  });
}

const keyOf = ({ file, line, mutator, replacement }: Omit<Survivor, 'why'>) =>
  JSON.stringify([file, line, mutator, replacement]);

/** What a run says: how many of the mutants were killed, who survived unlisted, and who is listed and gone. */
export function judgeRun(mutants: readonly Mutant[], listed: readonly Survivor[]) {
  const counted = mutants.filter(({ status }) => living.has(status) || dead.has(status));
  const alive = counted.filter(({ status }) => living.has(status));
  const known = new Set(listed.map(keyOf));
  const keys = new Set(alive.map(keyOf));
  const files = new Set(mutants.map(({ file }) => file));
  return {
    total: counted.length,
    killed: counted.length - alive.length,
    unlisted: alive.filter((mutant) => !known.has(keyOf(mutant))),
    gone: listed.filter((survivor) => files.has(survivor.file) && !keys.has(keyOf(survivor))),
  };
}
