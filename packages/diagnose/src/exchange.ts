import type { Product } from './products/product.ts';

/** Headers as they went over the wire: in order, duplicates kept, names in any case. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as it was sent, not as the code meant it. */
export interface RequestSent {
  readonly method: string;
  /** Absolute. User information in it (`https://user:password@host/`) is read as a credential. */
  readonly url: string;
  readonly headers: HeaderList;
  /** The beginning of the body, if it is text; at most 64 KiB are read. */
  readonly body?: string;
}

/** An answer as it arrived. In a browser, of another origin, only the exposed headers are in it. */
export interface ResponseReceived {
  readonly status: number;
  readonly headers: HeaderList;
  /** The beginning of the body, if it is text; at most 64 KiB are read. */
  readonly body?: string;
  /** Where the answer came from in the end, if redirects were followed (`response.url`). Default: the request's URL. */
  readonly url?: string;
}

/** One redirect on the way from the request to the answer, in order. */
export interface RedirectStep {
  /** Absolute URL that answered with the redirect. */
  readonly from: string;
  /** Absolute URL that its `Location` leads to. */
  readonly to: string;
  /** 301, 302, 303, 307 or 308. */
  readonly status: number;
  /** The method of the request to `to`, if known; tells a POST that became a GET. */
  readonly method?: string;
  /** Names of the request's headers that did not travel on to `to`, if known. */
  readonly headersDropped?: readonly string[];
}

/** Where a credential came from, as far as the caller knows. Names and places only, never the value. */
export interface CredentialSource {
  /** The environment variable, e.g. `API_TOKEN`. */
  readonly variable?: string;
  /** The file that it was read from, e.g. `.env` or `~/.netrc`. */
  readonly file?: string;
  /** The line in that file, from 1. */
  readonly line?: number;
  readonly from?: 'argument' | 'stdin' | 'environment' | 'file' | 'netrc' | 'url' | 'code' | 'session';
}

/** What the API is known to demand. */
export interface ExpectedToken {
  /** The issuer, exactly as discovery documents spell it (RFC 8414 §3.3). */
  readonly issuer?: string;
  /** One audience, or those of which any will do. */
  readonly audience?: string | readonly string[];
  /** Names of JWS algorithms that the API accepts, e.g. `['RS256']`. */
  readonly algorithms?: readonly string[];
  /** The `typ` header that the API accepts, e.g. `'at+jwt'` (RFC 9068 §4). */
  readonly type?: string;
}

/** A public key of a JWKS document, as far as the rules read it (RFC 7517). Unknown members are ignored. */
export interface PublicKeyFacts {
  readonly kid?: string;
  readonly kty?: string;
  readonly alg?: string;
  readonly use?: string;
}

/**
 * What extra requests have shown, if some were allowed (`why401 --probe`). Each is absent when it was not made.
 * The rules make no requests themselves.
 */
export interface ProbeResults {
  /** The answer to the same request without any credentials. */
  readonly withoutCredentials?: ResponseReceived;
  /** The answer to `OPTIONS` with `Origin` and `Access-Control-Request-Method`/`-Headers`. */
  readonly preflight?: ResponseReceived;
  /** The answer to the same request with an `Origin` header, made where no browser hides anything. */
  readonly crossOrigin?: ResponseReceived;
  /** The answer to the URL with its trailing slash added or taken off. */
  readonly slashToggled?: ResponseReceived & { readonly url: string };
  /** The issuer's discovery document (RFC 8414, OpenID Connect Discovery), parsed. */
  readonly discovery?: { readonly issuer?: string; readonly [member: string]: unknown };
  /** The protected resource's metadata document (RFC 9728), parsed. */
  readonly resourceMetadata?: { readonly resource?: string; readonly [member: string]: unknown };
  /** The keys of the issuer's JWKS document. */
  readonly jwks?: readonly PublicKeyFacts[];
  /** Whether the token's signature is that of a key in the JWKS. Verified by whoever probes: it is asynchronous. */
  readonly signature?: 'valid' | 'invalid';
  /** Server's clock less ours in milliseconds, one per answer, half the round trip taken off. */
  readonly clockOffsetsMs?: readonly number[];
}

/** One variable as one source defines it. Two sources that define the same name are two entries. */
export interface EnvironmentVariable {
  readonly name: string;
  /** The value as the program gets it; absent: not set. Never printed. */
  readonly value?: string;
  /** The line of the file as it stands there, `NAME=value` and all. Never printed. */
  readonly rawLine?: string;
  /** Who defines it: `'.env'`, `'.env.local'`, `'shell'`, `'ci'`, `'docker'`, … */
  readonly source?: string;
}

/** What is known of the process and configuration that the request came from. */
export interface EnvironmentFacts {
  readonly variables?: readonly EnvironmentVariable[];
  /** Names of variables that the code reads for this request. */
  readonly referenced?: readonly string[];
  /** Which tool decides what reaches the browser: `'vite'`, `'next'`, `'nuxt'`, `'cra'`, `'astro'`, `'expo'`, `'sveltekit'`, … */
  readonly bundler?: string;
  readonly ci?: {
    /** `'github-actions'`, `'gitlab-ci'`, … */
    readonly provider?: string;
    /** The event that started the run, e.g. `'pull_request'`. */
    readonly event?: string;
    readonly fromFork?: boolean;
  };
  /** Epoch milliseconds. */
  readonly envFileModifiedAtMs?: number;
  /** Epoch milliseconds. */
  readonly processStartedAtMs?: number;
  /** Epoch milliseconds at which the bundle that runs was built. */
  readonly bundleBuiltAtMs?: number;
  /** Whether the file that held the variables begins with a byte order mark, or is UTF-16. */
  readonly fileEncoding?: 'utf-8' | 'utf-8-bom' | 'utf-16';
  /** Host names that have an entry in `.netrc`. */
  readonly netrcHosts?: readonly string[];
  /** Keys (never values) of `.npmrc` or docker's config that hold credentials, e.g. `//registry.example.com/:_authToken`. */
  readonly registryKeys?: readonly string[];
  /** Names of the proxy variables that are set: `HTTPS_PROXY`, `NO_PROXY`, … */
  readonly proxyVariables?: readonly string[];
}

/**
 * One request and what came of it, with all that is known around it. Only `request` is needed; whatever else is known
 * makes the verdict better. Nothing here is changed or kept, and no value of a credential is printed.
 */
export interface Exchange {
  readonly request: RequestSent;
  /** Absent: no answer came, or the browser hid it; then `error` says what the client said. */
  readonly response?: ResponseReceived;
  /** What the client threw, of any type. Its name, code and message are read, and those of its causes. */
  readonly error?: unknown;
  /** Redirects that were followed on the way, in order. */
  readonly redirects?: readonly RedirectStep[];
  /** The client library with its version if known: `'axios/1.21.0'`, `'fetch'`, `'ky/2.0.0'`, `'curl'`. */
  readonly client?: string;
  /** Where the client ran. */
  readonly runtime?: 'browser' | 'server' | 'worker' | 'command-line';
  /** The framework that called, if known: `'next'`, `'nuxt'`, `'remix'`, `'sveltekit'`, … */
  readonly framework?: string;
  /** The origin of the page in a browser, `https://app.example.com`. Default: the request's `Origin` header. */
  readonly pageOrigin?: string;
  /** The client's base URL, if it has one. */
  readonly baseUrl?: string;
  /** fetch's own settings; `credentials: 'include'` also stands for axios's `withCredentials: true`. */
  readonly fetchOptions?: { readonly credentials?: string; readonly mode?: string; readonly cache?: string };
  /** Whether the request's body can be sent only once (a stream). */
  readonly bodyIsStream?: boolean;
  /** Where each credential came from, by the name of its header or query parameter, in any case. */
  readonly sources?: { readonly [name: string]: CredentialSource };
  /** Scopes that the operation needs, from documentation or an OpenAPI document. */
  readonly requiredScopes?: readonly string[];
  readonly expected?: ExpectedToken;
  readonly probes?: ProbeResults;
  readonly environment?: EnvironmentFacts;
  /** Earlier exchanges of the same recording or session, oldest first, each with its own times. */
  readonly history?: readonly Exchange[];
  /** Epoch milliseconds by the local clock at which the request went out. */
  readonly sentAtMs?: number;
  /** Epoch milliseconds by the local clock at which the answer's head arrived. */
  readonly receivedAtMs?: number;
  /** The recording was exported without credentials (a sanitized HAR), so that their absence means nothing. */
  readonly sanitized?: boolean;
  /** What became of the session's own attempt to renew the token: then nobody is told to refresh it. */
  readonly renewal?: 'failed' | 'refused';
  /** Only the answer is known, not what was sent: then nothing is said of what the request lacks. Default: where `request` names no URL and no header. */
  readonly requestUnknown?: boolean;
}

/** What is passed in because the rules may not look for themselves. */
export interface DiagnoseContext {
  /**
   * The local clock as the answer arrived: epoch milliseconds, or a function that gives them. It is compared with the
   * server's `Date`, and stands in for it where there is none. For a recording leave it out and set `receivedAtMs` of the
   * exchange, which counts before this. Default: unknown.
   */
  readonly now?: number | (() => number);
  /**
   * Products that the diagnosis knows, beside what holds for all of HTTP. Default: those that this package knows, from
   * the index; none, from `@freshkey/diagnose/rules`. `[...products, mine]` adds one. Keep the list: it is arranged once.
   */
  readonly products?: readonly Product[];
}
