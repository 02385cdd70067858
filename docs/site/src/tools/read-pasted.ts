/** Headers as they were written, in order. */
export type Headers = readonly (readonly [name: string, value: string])[];

export interface ReadRequest {
  readonly as: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string;
}

export interface ReadAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface Verbose {
  readonly request: ReadRequest | undefined;
  readonly answer: ReadAnswer | undefined;
}

const headerLine = /^:?[\w!#$%&'*+.^`|~-]+:(?!\/\/)/;

/** What `curl -v` prints: the last request and the answer to it. */
export function readVerbose(text: string): Verbose | undefined {
  const lines = text.split(/\r?\n/);
  if (!lines.some((line) => /^[<>] /.test(line))) return undefined;
  const last = lines.findLastIndex((line) => /^> [A-Z]+ \S+ HTTP/.test(line));
  const part = lines.slice(Math.max(last, 0));
  const marked = (mark: string) => part.filter((line) => line.startsWith(mark)).map((line) => line.slice(2));
  const end = part.findLastIndex((line) => line.startsWith('<'));
  const body = part.slice(end + 1).filter((line) => !/^[*{}]/.test(line) || line.startsWith('{"'));
  const sent = readHttp(marked('> ').join('\n'));
  const received = marked('< ');
  return {
    request: sent && { ...sent, as: 'what curl -v prints' },
    answer: received.length > 0 ? readAnswer([...received, '', ...body].join('\n')) : undefined,
  };
}

/** A request as it goes over the wire: a line, headers, an empty line, a body. */
export function readHttp(text: string): ReadRequest | undefined {
  const [first = '', ...rest] = text.trimStart().split(/\r?\n/);
  const { method, target } = /^(?<method>[A-Z]+) (?<target>\S+)(?: HTTP\/[\d.]+)?$/.exec(first)?.groups ?? {};
  if (!method || !target) return undefined;
  const { headers, body } = readHead(rest);
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? 'unknown.invalid';
  const url = /^https?:/.test(target) ? target : `https://${host}${target}`;
  return { as: 'a request', method, url, headers, ...(body && { body }) };
}

/** “Copy as fetch” of a browser's network panel. */
export function readFetch(text: string): ReadRequest | undefined {
  const { quoted, options = '{}' } =
    /^\s*(?:await )?fetch\((?<quoted>"[^"]*")(?:,\s*(?<options>\{[\s\S]*\}))?\s*\);?\s*$/.exec(text)?.groups ?? {};
  if (!quoted) return undefined;
  try {
    const {
      method = 'GET',
      headers = {},
      body,
    } = JSON.parse(options) as {
      method?: string;
      headers?: Record<string, string>;
      body?: string | null;
    };
    const sent = { as: 'a copied fetch', method, url: JSON.parse(quoted) as string, headers: Object.entries(headers) };
    return typeof body === 'string' ? { ...sent, body } : sent;
  } catch {
    return undefined;
  }
}

/** A token or header value alone: judged as if it had been sent and refused. */
export function readToken(text: string): ReadRequest | undefined {
  const value = text.trim().replace(/^authorization:\s*/i, '');
  if (!/^(?:(?:Bearer|Basic|Token|DPoP)\s+\S+|[\w-]{8,}\.[\w-]+\.[\w-]*)$/i.test(value)) return undefined;
  const authorization = value.includes(' ') ? value : `Bearer ${value}`;
  return {
    as: 'a token alone',
    method: 'GET',
    url: 'https://unknown.invalid/',
    headers: [['Authorization', authorization]],
  };
}

/** As much of an answer as is there: a status line or a number, headers as browsers list them, a body. Default: 401. */
export function readAnswer(text: string): ReadAnswer {
  const lines = text.trim().split(/\r?\n/);
  const first = /^(?:HTTP\/[\d.]+ |status(?: code)?:? ?)?(?<status>[1-5]\d\d)\b/i.exec(lines[0] ?? '')?.groups?.status;
  const { headers, body } = readHead(first ? lines.slice(1) : lines);
  return { status: Number(first ?? 401), headers, body };
}

function readHead(lines: readonly string[]): { headers: [string, string][]; body: string } {
  let end = 0;
  while (headerLine.test(lines[end] ?? '')) end++;
  const headers = lines.slice(0, end).map((line): [string, string] => {
    const colon = line.indexOf(':', 1);
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { headers: headers.filter(([name]) => !name.startsWith(':')), body: lines.slice(end).join('\n').trim() };
}
