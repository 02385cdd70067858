import type { HeaderList } from '../../http/header-list.ts';
import type { HeldBody } from './held-body.ts';

/** Which of Node's clients sent a request. */
export type Family = 'undici' | 'http' | 'http2';

/** One request under way and its answer: of a chain of redirects, one link. Filled by the client's subscriptions. */
export class Hop {
  readonly family: Family;
  readonly method: string;
  /** Absolute. */
  url: string;
  /** Epoch milliseconds. */
  readonly startMs: number;
  headMs = 0;
  endMs = 0;
  /** As sent; empty until {@link Hop.readRequest}. */
  requestHeaders: HeaderList = [];
  requestBody: HeldBody | undefined;
  /** 0: no answer yet. */
  status = 0;
  responseHeaders: HeaderList = [];
  responseBody: HeldBody | undefined;
  error: unknown;
  /** Holds where the request was made; read only if it is refused. */
  call: Error | undefined;
  /** The redirect that led here. */
  previous: Hop | undefined;
  /** Whether it is a redirect that may still be followed. */
  isLeading = false;
  isFollowed = false;
  isOver = false;
  /** The number under which it was told before its body was there. */
  earlyId: number | undefined;

  constructor(family: Family, method: string, url: string, startMs: number) {
    this.family = family;
    this.method = method;
    this.url = url;
    this.startMs = startMs;
  }

  /** How the headers are read that were sent: most requests are of no interest. */
  sent: (() => HeaderList) | undefined;

  readRequest(): void {
    if (this.sent) this.requestHeaders = this.sent();
    this.sent = undefined;
    this.previous?.readRequest();
  }

  /** Lets go of what it holds in memory. */
  release(): void {
    this.requestBody?.release();
    this.responseBody?.release();
    this.call = undefined;
    this.sent = undefined;
  }
}
