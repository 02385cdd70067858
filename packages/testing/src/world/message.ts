/** One request as a world receives it. */
export interface WorldRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case; several lines of one header joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One answer of a world. */
export interface WorldAnswer {
  readonly status: number;
  /** A name may stand more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array;
}

/** What became of a request: an answer, or a connection that is cut (`'reset'`) or never answers (`'hang'`). */
export type Outcome = WorldAnswer | 'reset' | 'hang';

type Headers = Readonly<Record<string, string>>;

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: Headers = {}): WorldAnswer {
  return {
    status,
    headers: [['content-type', 'application/json'], ...Object.entries(headers)],
    body: JSON.stringify(body),
  };
}

/** An answer without a body. */
export function empty(status: number, headers: Headers = {}): WorldAnswer {
  return {
    status,
    headers: Object.entries(headers),
    body: '',
  };
}

/** An answer with a text body. */
export function text(status: number, body: string, headers: Headers = {}): WorldAnswer {
  return {
    status,
    headers: [['content-type', 'text/plain; charset=utf-8'], ...Object.entries(headers)],
    body,
  };
}

/** The fields of a form or of a JSON object, as strings; anything else has none. */
export function fieldsOf({ headers, body }: WorldRequest): Readonly<Record<string, string>> {
  const content = new TextDecoder().decode(body);
  if (!/json/i.test(headers['content-type'] ?? '')) return Object.fromEntries(new URLSearchParams(content));
  try {
    return Object.fromEntries(
      Object.entries(Object(JSON.parse(content))).map(([name, value]) => [name, String(value)]),
    );
  } catch {
    return {};
  }
}

/** The cookies that a request carries. */
export function cookiesOf({ headers }: WorldRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (headers.cookie ?? '').split(/; */).flatMap((pair) => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
    }),
  );
}
