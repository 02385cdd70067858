import {
  auditScopes,
  decodeToken,
  findOperation,
  operationsOf,
  requiredScopes,
  scopesOf,
  tokenShapeOf,
} from '@freshkey/diagnose';
import { nearest } from '../args/distance.ts';
import { isGiven, lastValue, type ParsedOptions, parseOptions } from '../args/parse-options.ts';
import { scopesOptions } from '../args/tables.ts';
import { exitCode } from '../exit-code.ts';
import { givenToken } from '../given-token.ts';
import type { Io } from '../io.ts';
import { readOpenApi } from '../openapi/read-document.ts';
import { type ScopesPrinted, scopesText } from '../output/scopes-text.ts';
import { lookOf } from '../output/style.ts';
import { jsonText, writeOut } from '../output/write.ts';
import { UsageError } from '../usage-error.ts';

/** `why401 scopes …`: compares the scopes that are granted with those that an operation needs. */
export async function scopesCommand(args: readonly string[], io: Io): Promise<number> {
  const options = parseOptions(args, scopesOptions);
  if (options.positionals.length > 0)
    throw new UsageError(
      "scopes takes options only; scopes and operations with a space in them need quotes: --operation 'POST /orders'.",
    );
  const { operation, alternatives, operationId } = await requirement(options);
  const granted = await grants(options, io);
  const audit = auditScopes({ granted, required: alternatives });
  const printed: ScopesPrinted = {
    schema: 1,
    operation,
    ...(operationId !== undefined && { operationId }),
    ...audit,
    alternatives,
  };
  await writeOut(
    io,
    isGiven(options, 'json') ? jsonText(printed) : scopesText(printed, lookOf(io, isGiven(options, 'no-color'))),
  );
  return audit.missing.length > 0 ? exitCode.explained : exitCode.fine;
}

const requirement = async (
  options: ParsedOptions,
): Promise<{ operation: string | null; operationId?: string; alternatives: string[][] }> => {
  const path = lastValue(options, 'openapi');
  const wanted = lastValue(options, 'operation');
  const required = lastValue(options, 'required');
  if (required !== undefined && path === undefined)
    return { operation: wanted ?? null, alternatives: [scopesOf(required.split(/[\s,]+/))] };
  if (path === undefined || wanted === undefined)
    throw new UsageError("Give --openapi FILE and --operation 'POST /orders', or --required 'scope scope'.");
  if (required !== undefined) throw new UsageError('Give either --openapi or --required.');
  const document = await readOpenApi(path);
  const found = findOperation(document, wanted);
  const alternatives = requiredScopes(document, wanted);
  if (found === undefined || alternatives === undefined) throw new UsageError(unknownOperation(document, wanted));
  return {
    operation: `${found.method} ${found.path}`,
    ...(found.operationId !== undefined && { operationId: found.operationId }),
    alternatives,
  };
};

const unknownOperation = (document: unknown, wanted: string): string => {
  const names = operationsOf(document).flatMap(({ method, path, operationId }) => [
    `${method} ${path}`,
    ...(operationId === undefined ? [] : [operationId]),
  ]);
  const suggestion = nearest(wanted, names.filter((name) => name.length < 200).slice(0, 2_000));
  return `The document has no such operation${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`;
};

const grants = async (options: ParsedOptions, io: Io): Promise<string[]> => {
  const granted = lastValue(options, 'granted');
  const token = await givenToken(options, io);
  if (granted !== undefined && token !== undefined)
    throw new UsageError('Give the grants once: --granted, or the token that has them.');
  if (granted !== undefined) {
    const scopes = granted.split(/[\s,]+/).filter((scope) => scope !== '');
    const isToken = scopes.some((scope) => decodeToken(scope).kind !== 'opaque' || tokenShapeOf(scope) !== undefined);
    if (isToken) throw new UsageError('--granted takes scopes; give the token by --token-env NAME or --token-stdin.');
    return scopes;
  }
  if (token === undefined)
    throw new UsageError("Give --granted 'scope scope', or the token by --token-env NAME or --token-stdin.");
  if (token.value === undefined) throw new UsageError(`The variable ${token.source.variable ?? ''} is not set.`);
  const { kind, claims } = decodeToken(token.value.trim().replace(/^bearer +/i, ''));
  if (claims === undefined || kind === 'jwe')
    throw new UsageError('The token is no JWT that can be read: its scopes are not in it. Give --granted.');
  return scopesOf(claims);
};
