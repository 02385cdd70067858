import { type Challenge, type HeaderIssue, paramOf, parseChallenges } from '@freshkey/challenge';
import { answerCodes } from './answer-codes.ts';
import type { ResponseReceived } from './exchange.ts';
import { HeaderIndex } from './header-index.ts';
import { once } from './once.ts';
import { isRecord, parseJson } from './parse-json.ts';
import { parseUrl } from './parse-url.ts';
import { beginningOf } from './plain-words.ts';
import { htmlText, isXml, jsonMessages, xmlTexts } from './server-words.ts';

/** Headers in which servers and gateways say why, beside the challenge. */
const reasonHeaders = [
  'x-amzn-errortype',
  'x-seraph-loginreason',
  'x-error-message',
  'x-error',
  'grpc-message',
  'x-ms-diagnostics',
  'sb-error-code',
  'x-auth-error',
  'x-reason',
  'x-ms-error-code',
  'x-error-code',
  'ngrok-error-code',
];

/** The answer, read as far as the rules ask. */
export class ResponseFacts {
  readonly status: number;
  readonly headers: HeaderIndex;
  /** The beginning of the body as text; empty if there is none. */
  readonly body: string;
  /** Where the answer came from; undefined if that is not known to differ from the request's URL. */
  readonly location: URL | undefined;

  readonly #challenges = once(() => parseChallenges(this.headers.all('www-authenticate')));
  readonly #json = once(() => parseJson(this.body));
  readonly #isHtml = once(
    () =>
      /^\s{0,100}<(?:!doctype html|html|head|body)\b/i.test(this.body) ||
      (/\bhtml\b/i.test(this.contentType) && (this.body === '' || /<[a-z!]/i.test(this.body))),
  );
  readonly #messages = once(() => this.#readMessages());
  readonly #words = once(() => this.messages.join('\n').toLowerCase());
  readonly #codes = once(() => answerCodes(this).map((code) => code.toLowerCase()));
  readonly #dateMs = once(() => this.#readDate());

  constructor(received: ResponseReceived) {
    this.status = received.status;
    this.headers = new HeaderIndex(received.headers);
    this.body = received.body ?? '';
    this.location = received.url ? parseUrl(received.url) : undefined;
  }

  /** The first header line of that name. @param name in lower case. */
  header(name: string): string | undefined {
    return this.headers.first(name);
  }

  /** In lower case, with its parameters; empty if there is none. */
  get contentType(): string {
    return (this.header('content-type') ?? '').toLowerCase();
  }

  /** Challenges of `WWW-Authenticate`, in the order sent. */
  get challenges(): readonly Challenge[] {
    return this.#challenges().challenges;
  }

  /** Flaws of the `WWW-Authenticate` header. */
  get challengeIssues(): readonly HeaderIssue[] {
    return this.#challenges().issues;
  }

  /** The challenge of that scheme. @param scheme in lower case. */
  challenge(scheme: string): Challenge | undefined {
    return this.challenges.find((challenge) => challenge.scheme === scheme);
  }

  /** The `error` of the challenges (RFC 6750 §3.1), in lower case; the first one there is. */
  get challengeError(): string | undefined {
    return this.challengeParam('error')?.toLowerCase();
  }

  /** A parameter, whichever challenge has it. */
  challengeParam(name: string): string | undefined {
    for (const challenge of this.challenges) {
      const value = paramOf(challenge, name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** The body if it is JSON. */
  get json(): unknown {
    return this.#json();
  }

  /** A member of the body, if the body is a JSON object. */
  member(name: string): unknown {
    return isRecord(this.json) ? this.json[name] : undefined;
  }

  /** Whether the body is an HTML page. */
  get isHtml(): boolean {
    return this.#isHtml();
  }

  /** What the server says in its own words: of the challenge, of the error in the body, of telling headers. Not redacted: show through `facts.quote`. */
  get messages(): readonly string[] {
    return this.#messages();
  }

  /** {@link messages} in one text, in lower case, to be searched for key words. */
  get words(): string {
    return this.#words();
  }

  /** Codes that the answer names, at any depth of its body and in telling headers, in lower case; at most 60. */
  get codes(): readonly string[] {
    return this.#codes();
  }

  /** Epoch milliseconds of the server's clock when it made this answer (`Date` plus `Age`); undefined if it does not say. */
  get dateMs(): number | undefined {
    return this.#dateMs();
  }

  /** Seconds that a cache held this answer; 0 if it came fresh. */
  get ageSec(): number {
    const age = this.header('age');
    return age !== undefined && /^\d{1,9}$/.test(age) ? Number(age) : 0;
  }

  #readMessages(): string[] {
    const found: string[] = [];
    for (const name of ['error_description', 'error']) {
      const value = this.challengeParam(name);
      if (value) found.push(beginningOf(value, 500));
    }
    if (this.json !== undefined) found.push(...jsonMessages(this.json));
    else if (this.isHtml) found.push(htmlText(this.body));
    else if (isXml(this.body)) found.push(...xmlTexts(this.body));
    else if (this.body) found.push(beginningOf(this.body.slice(0, 4_096), 1_000));
    for (const name of reasonHeaders) {
      const value = this.header(name);
      if (value) found.push(beginningOf(value, 300));
    }
    return found;
  }

  #readDate(): number | undefined {
    const date = this.header('date');
    const dateMs = date === undefined || date.length > 64 ? Number.NaN : Date.parse(date);
    return Number.isNaN(dateMs) ? undefined : dateMs + this.ageSec * 1_000;
  }
}
