import { allValues, isGiven, lastValue, type ParsedOptions, parseOptions } from '../args/parse-options.ts';
import { tokenOptions } from '../args/tables.ts';
import { exitCode } from '../exit-code.ts';
import { givenToken } from '../given-token.ts';
import type { Io } from '../io.ts';
import { SecretSet } from '../output/secret-set.ts';
import { lookOf } from '../output/style.ts';
import { type TokenPrinted, tokenText } from '../output/token-text.ts';
import { jsonText, writeOut } from '../output/write.ts';
import { readStdin, withoutLineEnd } from '../read-stdin.ts';
import { inspectValue } from '../token/inspect-value.ts';
import { UsageError } from '../usage-error.ts';

/** `why401 token`: inspects a token from standard input, or from a variable. */
export async function tokenCommand(args: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(args, tokenOptions);
  const { value, notes } = await tokenOf(options, io);
  const issuer = lastValue(options, 'issuer');
  const audience = allValues(options, 'audience');
  const inspection = inspectValue(value, {
    now: io.now,
    claims: isGiven(options, 'claims') ? 'all' : 'technical',
    expected: { ...(issuer !== undefined && { issuer }), ...(audience.length > 0 && { audience }) },
  });
  const secrets = new SecretSet();
  secrets.addCredential(value);
  const printed: TokenPrinted = { ...secrets.cleanData(inspection), notes };
  await writeOut(
    io,
    isGiven(options, 'json')
      ? jsonText(printed)
      : tokenText(printed, lookOf(io, isGiven(options, 'no-color')), io.now()),
  );
  return inspection.problems.some(({ confidence }) => confidence !== 'hint') ? exitCode.explained : exitCode.fine;
}

const tokenOf = async (options: ParsedOptions, io: Io): Promise<{ value: string; notes: string[] }> => {
  const [argument, ...others] = options.positionals;
  if (argument !== undefined) {
    if (others.length > 0 || isGiven(options, 'token-env') || isGiven(options, 'token-stdin'))
      throw new UsageError('Give one token, on standard input or by --token-env NAME.');
    return {
      value: argument,
      notes: [
        'The token stands in the arguments and so in the shell’s history. Prefer standard input or --token-env NAME.',
      ],
    };
  }
  const given = await givenToken(options, io);
  if (given?.source.variable !== undefined && given.value === undefined)
    throw new UsageError(`The variable ${given.source.variable} is not set.`);
  const value = given?.value ?? withoutLineEnd(await readStdin(io, 'the token'));
  if (value.trim() === '') throw new UsageError('There is no token on standard input.');
  return { value, notes: [] };
};
