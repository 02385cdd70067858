import { parseArgs } from 'node:util';

/** One option: does it take a value, and its one-letter form. */
interface OptionSpec {
  value: boolean;
  short?: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** Splits arguments into options and the rest after a table, judging nothing. */
export const tokensOf = (args: readonly string[], table: OptionTable) => {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { value, short }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), ...(short !== undefined && { short }) },
    ]),
  );
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
};
