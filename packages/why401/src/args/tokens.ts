/** One option: does it take a value, and its one-letter form. */
interface OptionSpec {
  value: boolean;
  short?: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** One argument, or an option with its value; `index` is where it stands. */
export type Token =
  | { kind: 'option'; index: number; name: string; rawName: string; value: string | undefined }
  | { kind: 'positional'; index: number; value: string };

/**
 * Splits arguments into options and the rest after a table, judging nothing: an option that the table does not have is
 * one without a value. In time that grows with the arguments, unlike `parseArgs` of Node, and without Node.
 */
export function tokensOf(args: readonly string[], table: OptionTable): Token[] {
  const byShort = new Map(
    Object.entries(table).flatMap(([name, { short }]) => (short === undefined ? [] : [[short, name] as const])),
  );
  const takesValue = (name: string): boolean => Object.hasOwn(table, name) && table[name]?.value === true;
  const tokens: Token[] = [];
  let index = 0;
  const option = (name: string, rawName: string, own: string | undefined) => {
    const at = index;
    if (own === undefined && takesValue(name) && index + 1 < args.length) {
      index += 1;
      tokens.push({ kind: 'option', index: at, name, rawName, value: args[index] as string });
    } else tokens.push({ kind: 'option', index: at, name, rawName, value: own });
  };
  for (; index < args.length; index += 1) {
    const arg = args[index] as string;
    if (arg === '--') {
      for (index += 1; index < args.length; index += 1)
        tokens.push({ kind: 'positional', index, value: args[index] as string });
    } else if (arg.startsWith('--')) {
      const equals = arg.indexOf('=', 3);
      const rawName = equals < 0 ? arg : arg.slice(0, equals);
      option(rawName.slice(2), rawName, equals < 0 ? undefined : arg.slice(equals + 1));
    } else if (arg.startsWith('-') && arg.length > 1) {
      // `-sSLX POST`: letters in one word, of which the last may take what is left of it.
      const letters = [...arg.slice(1)];
      for (const [place, letter] of letters.entries()) {
        const name = byShort.get(letter) ?? letter;
        if (takesValue(name)) {
          const rest = letters.slice(place + 1).join('');
          option(name, `-${letter}`, rest === '' ? undefined : rest);
          break;
        }
        tokens.push({ kind: 'option', index, name, rawName: `-${letter}`, value: undefined });
      }
    } else tokens.push({ kind: 'positional', index, value: arg });
  }
  return tokens;
}
