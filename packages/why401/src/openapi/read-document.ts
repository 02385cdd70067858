import { readNamedFile } from '../curl/read-file.ts';
import { UsageError } from '../usage-error.ts';

/**
 * An OpenAPI document, in JSON or in YAML.
 *
 * @throws {UsageError} When it cannot be read, is neither, or is no OpenAPI document.
 */
export const readOpenApi = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
  const text = (await readNamedFile(path, 'The OpenAPI document')).toString('utf8').replace(/^\uFEFF/, '');
  const parsed = /^\s*\{/.test(text) ? fromJson(text) : await fromYaml(text);
  if (typeof parsed !== 'object' || parsed === null || !('paths' in parsed)) {
    throw new UsageError('The file is no OpenAPI document: it has no paths.');
  }
  return parsed as Record<string, unknown>;
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('The OpenAPI document is no valid JSON.');
  }
};

const fromYaml = async (text: string): Promise<unknown> => {
  const { parse } = await import('yaml');
  try {
    return parse(text, { logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
  } catch {
    throw new UsageError('The OpenAPI document is no valid YAML.');
  }
};
