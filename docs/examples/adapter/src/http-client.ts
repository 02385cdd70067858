import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';

/** What a caller asks for. */
export interface HttpRequest {
  /** Relative to the client's base URL, or absolute. */
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** After redirects. */
  readonly url: string;
}

/** What the transport is given: the URL is absolute, and a redirect may be looked at before it is followed. */
export interface SentRequest extends HttpRequest {
  /** Takes headers, and parameters of the query, off before a redirect is followed. */
  readonly beforeRedirect?: (headers: Record<string, string>, to: URL) => void;
}

export type Transport = (request: SentRequest) => Promise<HttpResponse>;

export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly response: HttpResponse;

  constructor(response: HttpResponse) {
    super(`The server answered ${response.status}.`);
    this.response = response;
  }
}

/** A small client over node:http, as an application may have one. It knows nothing of sessions. */
export class HttpClient {
  transport: Transport = sendOverHttp;
  readonly baseUrl: string;

  constructor(baseUrl: string) {
    this.baseUrl = baseUrl;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const response = await this.transport({ ...request, url: new URL(request.url, this.baseUrl).href });
    if (response.status >= 400) throw new HttpError(response);
    return response;
  }
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

async function sendOverHttp(request: SentRequest): Promise<HttpResponse> {
  const { method = 'GET', body, headers, timeoutMs, beforeRedirect } = request;
  const signals = [request.signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
  const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
  let next = { url: new URL(request.url), method, headers: { ...headers }, body };
  for (let hops = 0; ; hops++) {
    const response = await sendOnce(next, signal);
    const { location } = response.headers;
    if (!redirectStatuses.has(response.status) || !location) return response;
    if (hops === 10) throw new Error('Too many redirects.');
    const to = new URL(location, next.url);
    beforeRedirect?.(next.headers, to);
    const isKept = response.status >= 307;
    next = { url: to, method: isKept ? method : 'GET', headers: next.headers, body: isKept ? next.body : undefined };
  }
}

interface OneRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: HttpRequest['body'];
}

function sendOnce({ url, method, headers, body }: OneRequest, signal: AbortSignal): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const { statusCode = 0, headers: answered } = incoming;
        resolve({ status: statusCode, headers: answered, body: Buffer.concat(chunks).toString(), url: url.href });
      });
    });
    outgoing.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    if (body instanceof Readable) body.pipe(outgoing);
    else outgoing.end(body);
  });
}
