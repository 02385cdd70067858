import { bytesOf, fileNameOf, joinBytes, percentEncoded, readUtf8 } from '../bytes.ts';
import type { BodyPiece } from './curl-command.ts';
import type { ReadFile } from './files.ts';

/** The body that curl's data options make, and the headers that they imply. */
export interface CurlBody {
  body: Uint8Array;
  contentType: string;
  accept?: string;
}

/** Joins `-d`, `--json`, `--data-urlencode` and the like as curl does; undefined without any. */
export async function dataBody(pieces: readonly BodyPiece[], readFile: ReadFile): Promise<CurlBody | undefined> {
  const data = pieces.filter((piece) => piece.kind !== 'form' && piece.kind !== 'form-string');
  if (data.length === 0) return undefined;
  const parts: Uint8Array[] = [];
  for (const [index, piece] of data.entries()) {
    if (index > 0 && piece.kind !== 'json') parts.push(bytesOf('&'));
    parts.push(await dataOf(piece, readFile));
  }
  const isJson = data.some((piece) => piece.kind === 'json');
  return {
    body: joinBytes(parts),
    contentType: isJson ? 'application/json' : 'application/x-www-form-urlencoded',
    ...(isJson && { accept: 'application/json' }),
  };
}

const dataOf = async ({ kind, text }: BodyPiece, readFile: ReadFile): Promise<Uint8Array> => {
  if (kind === 'urlencode') return bytesOf(await urlEncoded(text, readFile));
  if (kind === 'raw' || !text.startsWith('@')) return bytesOf(text);
  const content = await readFile(text.slice(1), 'The file after @ of a data option');
  // `-d @file` takes line ends out; that is why `--data-binary` exists.
  return kind === 'data' ? content.filter((byte) => byte !== 0x0a && byte !== 0x0d && byte !== 0) : content;
};

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
export async function urlEncoded(text: string, readFile: ReadFile): Promise<string> {
  const at = text.search(/[=@]/);
  if (at < 0) return encode(text);
  const name = text.slice(0, at);
  const rest = text.slice(at + 1);
  const content = text[at] === '@' ? readUtf8(await readFile(rest, 'The file after @ of --data-urlencode')) : rest;
  return name === '' ? encode(content) : `${name}=${encode(content)}`;
}

/** As curl does: everything but letters, digits and `-._~`, a blank as `+`. Text that is no Unicode becomes U+FFFD. */
const encode = (text: string): string =>
  percentEncoded(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** Makes the multipart body of `-F`; undefined without any. */
export async function formBody(
  pieces: readonly BodyPiece[],
  boundary: string,
  readFile: ReadFile,
): Promise<CurlBody | undefined> {
  const fields = pieces.filter((piece) => piece.kind === 'form' || piece.kind === 'form-string');
  if (fields.length === 0) return undefined;
  const parts: Uint8Array[] = [];
  for (const field of fields) parts.push(...(await formPart(field, boundary, readFile)));
  parts.push(bytesOf(`--${boundary}--\r\n`));
  return { body: joinBytes(parts), contentType: `multipart/form-data; boundary=${boundary}` };
}

const formPart = async ({ kind, text }: BodyPiece, boundary: string, readFile: ReadFile): Promise<Uint8Array[]> => {
  const at = text.indexOf('=');
  const name = at < 0 ? '' : text.slice(0, at);
  const value = at < 0 ? text : text.slice(at + 1);
  const { content, file, type } =
    kind === 'form'
      ? await formContent(value, readFile)
      : { content: bytesOf(value), file: undefined, type: undefined };
  const quoted = (word: string) => `"${word.replace(/[\r\n]/g, ' ').replace(/["\\]/g, '\\$&')}"`;
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}` +
    (file === undefined ? '' : `; filename=${quoted(file)}`) +
    (type === undefined ? '' : `\r\nContent-Type: ${type.replace(/[\r\n]/g, ' ')}`);
  return [bytesOf(`${head}\r\n\r\n`), content, bytesOf('\r\n')];
};

interface FormContent {
  content: Uint8Array;
  file?: string | undefined;
  type?: string | undefined;
}

const formContent = async (value: string, readFile: ReadFile): Promise<FormContent> => {
  const [plain = '', ...settings] = value.split(';');
  const setting = (key: string) =>
    settings
      .map((item) => item.trim())
      .find((item) => item.startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .replace(/^"(.*)"$/, '$1');
  const type = setting('type');
  if (value.startsWith('@')) {
    const path = plain.slice(1).replace(/^"(.*)"$/, '$1');
    const content = await readFile(path, 'The file after @ of -F');
    return { content, file: setting('filename') ?? fileNameOf(path), type: type ?? 'application/octet-stream' };
  }
  if (value.startsWith('<')) return { content: await readFile(plain.slice(1), 'The file after < of -F'), type };
  return { content: bytesOf(type === undefined ? value : plain), type };
};
