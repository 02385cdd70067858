import { type AnswerParty, partyOf } from './answer-party.ts';
import type { DecodedBasic } from './decode-basic.ts';
import { errorText } from './error-text.ts';
import type { EnvironmentFacts, Exchange, ExpectedToken, ProbeResults, RedirectStep } from './exchange.ts';
import { exchangeSecrets, withoutSecrets } from './exchange-secrets.ts';
import { type HeaderValue, headerValuesOf } from './header-values.ts';
import { once } from './once.ts';
import { parseUrl } from './parse-url.ts';
import { quoteText } from './quote.ts';
import { readExchange } from './read-exchange.ts';
import { redact, redactUrl } from './redact.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { type RequestEnd, requestEnd } from './request-end.ts';
import { RequestFacts } from './request-facts.ts';
import { ResponseFacts } from './response-facts.ts';
import { type ScopeNames, scopeNames } from './scope-names.ts';
import type { SentCredential } from './sent-credentials.ts';
import { basicOf, jwtCredentialsOf, type SentToken, tokensOf } from './sent-tokens.ts';
import { isAbout, type Topic, topicsOf } from './topics.ts';
import { type Vendor, vendorOf } from './vendor-hosts.ts';
import { type Read, type Reading, tellsItRead, whatWasRead } from './what-was-read.ts';

/** What came of a request: a refusal, another answer (success or an error of another kind), or none. */
export type Outcome = 'refused' | 'other' | 'no-answer';

/**
 * One exchange, read once and only as far as asked: every getter computes at its first use and remembers. Strings that
 * come out of it are secrets or may hold some; what a finding shows goes through {@link show}, {@link quote} or
 * {@link showUrl}.
 */
export class Facts {
  readonly exchange: Exchange;
  readonly request: RequestFacts;
  /** Undefined if no answer came, or one of status 0. */
  readonly response: ResponseFacts | undefined;
  /** Whether a token alone is looked at, without a request or a server: then nothing may be said of these. */
  readonly isTokenAlone: boolean;
  /** The local clock when the answer arrived, epoch milliseconds; undefined if nobody said. */
  readonly localNowMs: number | undefined;

  readonly #secrets = once(() => exchangeSecrets(this));
  readonly #end = once(() => requestEnd(this.request, this.response, this.redirects));
  readonly #party = once(() => this.response && partyOf(this.response));
  readonly #refusal = once(() => this.response && refusalOf(this.request, this.response, this.end));
  readonly #tokens = once(() => tokensOf(this.request.credentials));
  readonly #jwtCredentials = once(() => jwtCredentialsOf(this.request.credentials));
  readonly #headerValues = once(() => headerValuesOf(this.request.credentials, this.request.authorization));
  readonly #basic = once(() => basicOf(this.request));
  readonly #vendor = once(() => vendorOf(this.request.host));
  readonly #topics = once(() => topicsOf(this.response?.words ?? '', this.response?.challengeError));
  readonly #scopesNamed = once(() => {
    const { wanted, held } = scopeNames(this.response);
    // A server that repeats a credential may name a part of it where a scope would stand.
    const isScope = (name: string) =>
      name.length < 8 || !this.#secrets().some((secret) => secret.includes(name) || name.includes(secret));
    return { wanted: wanted.filter(isScope), held: held.filter(isScope) };
  });
  readonly #read = once(() => whatWasRead(this.response));
  readonly #isCrossOrigin = once(() => {
    const page = this.pageOrigin;
    return (
      page !== undefined &&
      this.request.origin !== '' &&
      page !== this.request.origin &&
      parseUrl(page)?.origin !== this.request.origin
    );
  });
  readonly #history = once(() => (this.exchange.history ?? []).map((earlier) => new Facts(readExchange(earlier))));
  /** Many rules quote one and the same sentence. */
  readonly #quoted = new Map<string, string>();
  readonly #errorText = once(() => errorText(this.exchange.error));

  constructor(exchange: Exchange, localNowMs?: number, isTokenAlone = false) {
    this.isTokenAlone = isTokenAlone;
    this.exchange = exchange;
    this.request = new RequestFacts(exchange.request);
    this.response =
      exchange.response && exchange.response.status > 0 ? new ResponseFacts(exchange.response) : undefined;
    this.localNowMs = exchange.receivedAtMs ?? localNowMs;
  }

  /** 0 if no answer came. */
  get status(): number {
    return this.response?.status ?? 0;
  }

  get outcome(): Outcome {
    return this.response ? (this.refusal ? 'refused' : 'other') : 'no-answer';
  }

  /** Where a request ended that was redirected; undefined where nothing led on. */
  get end(): RequestEnd | undefined {
    return this.#end();
  }

  /** Who gave the answer, where it shows that it was not the application. */
  get party(): AnswerParty | undefined {
    return this.#party();
  }

  /** What kind of refusal the answer is by its status and looks; undefined if it is none. */
  get refusal(): Refusal | undefined {
    return this.#refusal();
  }

  /** Every credential of the request, the likeliest first. */
  get credentials(): readonly SentCredential[] {
    return this.request.credentials;
  }

  /** Those in headers and in the URL, to be looked at letter by letter. */
  get headerValues(): readonly HeaderValue[] {
    return this.#headerValues();
  }

  /** The bearer-like credential (or API key), cleaned and taken apart; undefined if there is none, or only Basic. */
  get token(): SentToken | undefined {
    return this.#tokens()[0];
  }

  /** Every bearer-like credential, each taken apart, the likeliest first: that of each line of Authorization, of each header and parameter. */
  get tokens(): readonly SentToken[] {
    return this.#tokens();
  }

  /** Names of the scopes that the server speaks of: what it wants, and what it says the credential has. */
  get scopesNamed(): ScopeNames {
    return this.#scopesNamed();
  }

  /** Codes that the answer names, at any depth of its body and in its headers, in lower case. */
  get codes(): readonly string[] {
    return this.response?.codes ?? [];
  }

  /** Whether the client itself refused to send the request, because of what a header holds. */
  get isUnsent(): boolean {
    return this.response === undefined && refusedHeader.test(this.errorText);
  }

  /** fetch's mode of credentials: as given, else what the request itself shows; undefined if neither tells. */
  get credentialsMode(): string | undefined {
    const given = this.exchange.fetchOptions?.credentials;
    if (given !== undefined) return given;
    return this.isCrossOrigin && this.request.headers.has('cookie') ? 'include' : undefined;
  }

  /** Whether the exchange was written down by the page itself, which sees no cookies and only the answer's exposed headers. */
  get isSeenByPage(): boolean {
    const { runtime, client } = this.exchange;
    return (runtime === 'browser' || runtime === 'worker') && !/^har\b/i.test(client ?? '');
  }

  /** Every credential that is a JWT whose payload can be read, by the name of its header, parameter or cookie. */
  get jwtCredentials(): readonly { readonly name: string; readonly claims: Readonly<Record<string, unknown>> }[] {
    return this.#jwtCredentials();
  }

  /** User and password of a Basic credential; undefined if there is none, or it is no base64. */
  get basic(): DecodedBasic | undefined {
    return this.#basic();
  }

  /** Claims of the token if it is a JWT whose payload can be read. Diagnostic only: nothing of it is verified. */
  get claims(): Readonly<Record<string, unknown>> | undefined {
    return this.token?.claims;
  }

  /** Whose host the request went to, if it is one that the rules know. */
  get vendor(): Vendor | undefined {
    return this.#vendor();
  }

  /** What the server's own words are about, matched by loose key words. */
  get topics(): ReadonlySet<Topic> {
    return this.#topics();
  }

  /** What the server's own words say it has read of the request; undefined if they do not tell. */
  get read(): Read | undefined {
    return this.#read()?.what;
  }

  /** Whether the server's words show that it took the credential apart or looked it up: then its form is right. */
  get saysItRead(): boolean {
    return this.response !== undefined && tellsItRead(this.topics, this.response.words);
  }

  /** The sentence that {@link read} rests on, as evidence. */
  get heardRead(): string | undefined {
    const reading: Reading | undefined = this.#read();
    return reading && `The server says ${this.quote(reading.message)}.`;
  }

  /** Whether the server's words match. @param pattern in lower case, linear. */
  says(pattern: RegExp): boolean {
    return this.response !== undefined && pattern.test(this.response.words);
  }

  /** What the server says of a topic, or what matches, as evidence: `The server says “…”.` Undefined if it says nothing of it. */
  heard(about: Topic | RegExp): string | undefined {
    const message = this.response?.messages.find((text) => {
      const words = text.toLowerCase();
      return typeof about === 'string' ? isAbout(words, about) : about.test(words);
    });
    return message === undefined ? undefined : `The server says ${this.quote(message)}.`;
  }

  /** The time by which a token is to be judged: the server's clock if it tells, else ours. */
  get nowMs(): number | undefined {
    return this.response?.dateMs ?? this.localNowMs;
  }

  /** Whose clock {@link nowMs} is. */
  get clock(): 'server' | 'local' | 'unknown' {
    if (this.response?.dateMs !== undefined) return 'server';
    return this.localNowMs === undefined ? 'unknown' : 'local';
  }

  /** Name, code and message of the client's error and its causes, in one text; empty if there is none. */
  get errorText(): string {
    return this.#errorText();
  }

  /** Whether the request ran in a browser, as far as known. */
  get inBrowser(): boolean {
    const { runtime } = this.exchange;
    if (runtime !== undefined) return runtime === 'browser' || runtime === 'worker';
    return this.request.headers.has('sec-fetch-site') || /browser|xhr/i.test(this.exchange.client ?? '');
  }

  /** The origin of the page in a browser; undefined if unknown. */
  get pageOrigin(): string | undefined {
    return this.exchange.pageOrigin ?? this.request.header('origin');
  }

  /** Whether page and request have different origins; false if unknown. */
  get isCrossOrigin(): boolean {
    return this.#isCrossOrigin();
  }

  get redirects(): readonly RedirectStep[] {
    return this.exchange.redirects ?? [];
  }

  /** Results of extra requests; an empty object if none were made. */
  get probes(): ProbeResults {
    return this.exchange.probes ?? {};
  }

  /** What the API is known to demand; an empty object if nothing is. */
  get expected(): ExpectedToken {
    return this.exchange.expected ?? {};
  }

  /** What is known of process and configuration; an empty object if nothing is. */
  get environment(): EnvironmentFacts {
    return this.exchange.environment ?? {};
  }

  /** Earlier exchanges of the same recording, oldest first, each with facts of its own. */
  get history(): readonly Facts[] {
    return this.#history();
  }

  /** The variable that a credential came from, `API_TOKEN`; undefined if unknown. @param name of header or parameter. */
  variableOf(name: string): string | undefined {
    const { sources } = this.exchange;
    if (!sources) return undefined;
    const key = Object.keys(sources).find((known) => known.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : sources[key]?.variable;
  }

  /** A credential as it may be printed. */
  show(secret: string): string {
    return redact(secret);
  }

  /** A URL as it may be printed. */
  showUrl(url: string): string {
    return redactUrl(this.withoutSecrets(url));
  }

  /** The server's own words as evidence, in quotes, with credentials cut; at most 200 characters. */
  quote(text: string): string {
    const known = this.#quoted.get(text);
    if (known !== undefined) return known;
    const quoted = quoteText(this.withoutSecrets(text));
    this.#quoted.set(text, quoted);
    return quoted;
  }

  /** Text in which none of the exchange's own credentials is left. */
  withoutSecrets(text: string): string {
    return withoutSecrets(text, this.#secrets());
  }
}

/** What clients say of a header that they refuse to send: of its value, its characters, its line breaks. */
const refusedHeader =
  /(?:header|bytestring|iso-8859-1|latin-1|authorization value).{0,120}(?:invalid|illegal|not (?:a )?(?:valid|legal|allowed)|unexpected|cannot|can't|line.?break|newline|new-line|carriage|cr\/?lf|non |whitespace|codec|failed)|(?:invalid|illegal|unexpected|not (?:a )?(?:valid|legal)|newline|new-line|cannot convert|failed to parse|codec can't encode).{0,120}(?:header|bytestring|iso-8859-1|latin-1|authorization value)|err_invalid_char|invalid_char/i;
