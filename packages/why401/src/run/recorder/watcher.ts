import type { HeaderList } from '../../http/header-list.ts';
import type { HeldBody } from './held-body.ts';
import type { Family, Hop } from './hop.ts';

/** What the subscriptions to each client tell the recorder. */
export interface Watcher {
  /** A request was made. @param url absolute. */
  begin(family: Family, method: string, url: string): Hop;
  /** Memory for a request's body. */
  bodyOf(hop: Hop): HeldBody;
  /** The head of the answer came; true if its body is wanted, too. */
  head(hop: Hop, status: number, requestHeaders: () => HeaderList, responseHeaders: () => HeaderList): boolean;
  /** The answer is there, or will not come any further. */
  end(hop: Hop): void;
  /** No answer came, or not all of it. */
  fail(hop: Hop, error: unknown): void;
}
