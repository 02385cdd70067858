import { styleText } from 'node:util';
import type { Io } from '../io.ts';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** How a person's output looks: colours or none, and how wide. */
export interface Look {
  paint(format: Format, text: string): string;
  /** Columns; at most 80. */
  width: number;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Colour for a terminal, unless `NO_COLOR` or `--no-color` says no; `FORCE_COLOR` says yes where there is none. */
export function lookOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>, noColor = false): Look {
  const wanted = (isSet(env.FORCE_COLOR) && env.FORCE_COLOR !== '0') || (stdout.isTTY === true && env.TERM !== 'dumb');
  const colour = wanted && !noColor && !isSet(env.NO_COLOR);
  const columns = stdout.columns ?? 80;
  return {
    paint: (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text),
    width: Math.max(40, Math.min(80, columns)),
  };
}
