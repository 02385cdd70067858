import { readNamedText } from '../curl/read-file.ts';
import { shownPath } from '../output/shown-path.ts';
import { UsageError } from '../usage-error.ts';

/**
 * An OpenAPI document, in JSON or in YAML.
 *
 * @throws {UsageError} When it cannot be read, is neither, breaks off, or is no OpenAPI 3 document.
 */
export async function readOpenApi(path: string): Promise<Readonly<Record<string, unknown>>> {
  const name = `The OpenAPI document ${shownPath(path)}`;
  const text = await readNamedText(path, 'The OpenAPI document');
  const parsed = /^\s*[{[]/.test(text) ? fromJson(text, name) : await fromYaml(text, name);
  if (typeof parsed !== 'object' || parsed === null || !('paths' in parsed))
    throw new UsageError(`${name} is no OpenAPI document: it has no paths.`);
  if ('swagger' in parsed && !('openapi' in parsed))
    throw new UsageError(
      `${name} is Swagger ${String(parsed.swagger).slice(0, 8)}; only OpenAPI 3 can be read. Convert it first (npx swagger2openapi).`,
    );
  return parsed as Record<string, unknown>;
}

const fromJson = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = /position (\d{1,10})/.exec(error instanceof Error ? error.message : '')?.[1];
    throw new UsageError(`${name} is no valid JSON${at === undefined ? '' : placeIn(text, Number(at))}.`);
  }
};

const fromYaml = async (text: string, name: string): Promise<unknown> => {
  const { parseDocument } = await import('yaml');
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  } catch {
    throw new UsageError(`${name} is no valid YAML.`);
  }
  // The parser goes on behind an error and hands out what it could make of the rest.
  const [first] = document.errors;
  if (first) throw new UsageError(`${name} is no valid YAML${placeIn(text, first.pos[0])}.`);
  try {
    return document.toJS();
  } catch {
    throw new UsageError(`${name} is no valid YAML: an alias in it leads nowhere, or to far too much.`);
  }
};

const placeIn = (text: string, offset: number): string => {
  const before = text.slice(0, offset).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
};
