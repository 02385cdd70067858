import { type Authorization, readAuthorization } from './authorization.ts';
import type { RequestSent } from './exchange.ts';
import { HeaderIndex } from './header-index.ts';
import { once } from './once.ts';
import { parseJson } from './parse-json.ts';
import { parseUrl } from './parse-url.ts';
import { type SentCredential, sentCredentials } from './sent-credentials.ts';

/** The request, read as far as the rules ask. */
export class RequestFacts {
  readonly method: string;
  /** As given; may be no URL at all, then {@link location} is undefined. */
  readonly url: string;
  readonly headers: HeaderIndex;
  /** The beginning of the body as text; empty if there is none or it is no text. */
  readonly body: string;
  readonly location: URL | undefined;
  /** In lower case, without port. Empty if the URL is none. */
  readonly host: string;
  /** Scheme, host and port; empty if the URL is none. */
  readonly origin: string;

  readonly #json = once(() => parseJson(this.body));
  readonly #form = once(() => (/^[\w.~%+-]+=/.test(this.body) ? new URLSearchParams(this.body) : undefined));
  readonly #authorization = once(() => readAuthorization(this.headers.all('authorization')));
  readonly #credentials = once(() => sentCredentials(this));

  constructor(sent: RequestSent) {
    this.method = sent.method;
    this.url = sent.url;
    this.headers = new HeaderIndex(sent.headers);
    this.body = sent.body ?? '';
    this.location = parseUrl(sent.url);
    this.host = this.location?.hostname ?? '';
    this.origin = this.location?.origin ?? '';
  }

  /** The first header line of that name. @param name in lower case. */
  header(name: string): string | undefined {
    return this.headers.first(name);
  }

  /** The body if it is JSON. */
  get json(): unknown {
    return this.#json();
  }

  /** The body if it is a form (`a=1&b=2`). */
  get form(): URLSearchParams | undefined {
    return this.#form();
  }

  /** The `Authorization` header, taken apart; undefined if there is none. */
  get authorization(): Authorization | undefined {
    return this.#authorization();
  }

  /** Everything in the request that is a credential, the likeliest first: Authorization, other headers, query, body, user information, cookies. */
  get credentials(): readonly SentCredential[] {
    return this.#credentials();
  }
}
