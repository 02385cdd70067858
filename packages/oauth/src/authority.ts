import type { FreshkeyErrorCode, Scheme } from '@freshkey/core';
import { within } from '@freshkey/core/adapter';
import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  customFetch,
  type DPoPHandle,
  None,
} from 'oauth4webapi';
import { discover } from './discovery.ts';
import { OAuthError } from './oauth-error.ts';
import { addressOf, httpRemedy, shown } from './text.ts';

/** What a protected resource says about itself (RFC 9728 §2), as far as it is needed. */
export interface FoundIssuer {
  readonly issuer: string;
  /** The resource's identifier, which every token request names (RFC 8707 §2). */
  readonly resource: string;
  /** What the resource says may be asked for. */
  readonly scope?: string;
}

/** Finds the authorization server of a resource: `issuerOfResource`. */
export type FindIssuer = (
  resource: string,
  metadataUrl: string | undefined,
  /** Reads an address, bounded in time; follows no redirect. */
  read: (url: string) => Promise<Response>,
) => Promise<FoundIssuer>;

/** A client as the server knows it, and how it proves who it is. */
export interface KnownClient {
  readonly clientId: string;
  readonly authenticate: ClientAuth;
}

/** Where a client comes from that nobody has registered by hand: `register`. */
export interface Registration {
  client(authority: Authority, server: AuthorizationServer): Promise<KnownClient>;
  /** Where the server does not know the client any longer: an error that says so, and ends the session. */
  afterFailure(issuer: string, error: unknown): Promise<unknown>;
}

/** A key that tokens are bound to. */
export interface DpopKey {
  readonly handle: DPoPHandle;
  /** RFC 7638; what `binding.key` of its tokens holds. */
  readonly thumbprint: string;
}

/** Proof of possession at both ends (RFC 9449): what `dpop` makes. */
export interface DpopPart {
  readonly scheme: Scheme;
  /** The key with that thumbprint; without one, that of the next sign-in. */
  keyFor(thumbprint: string | undefined): Promise<DpopKey>;
  /** Whether an answer asks for a nonce in the proof, and brings it (RFC 9449 §8). */
  wantsNonce(response: Response): Promise<boolean>;
}

/** What the way to a server needs to know; see `OAuthOptions`. */
export interface AuthoritySettings {
  readonly issuer?: string;
  readonly server?: Partial<AuthorizationServer>;
  readonly resource?: string;
  readonly findIssuer?: FindIssuer;
  readonly clientId?: string;
  readonly registration?: Registration;
  readonly clientAuthentication?: ClientAuth;
  readonly scope?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly redirectUri?: string;
  readonly fetch?: typeof fetch;
  readonly allowHttp: boolean;
  readonly dpop?: DpopPart;
  readonly clockToleranceSec: number;
  readonly discoveryTimeoutMs: number;
}

/** How long an answer is waited for where nobody else bounds it, in milliseconds. */
const requestTimeoutMs = 30_000;

/** The way to one authorization server: who it is, and who we are to it. */
export class Authority {
  readonly settings: AuthoritySettings;
  /** Sign-ins whose callback is being answered or was, by their state: a page that runs twice spends no code twice. */
  readonly callbacks = new Map<string, Promise<unknown>>();
  #server: Promise<AuthorizationServer> | undefined;
  #found: FoundIssuer | undefined;

  constructor(settings: AuthoritySettings) {
    this.settings = settings;
  }

  /** The server's metadata: read at the first need, once for all who wait, and again after a failure. */
  server(metadataUrl?: string): Promise<AuthorizationServer> {
    if (!this.#server) {
      const reading = this.#read(metadataUrl);
      this.#server = reading;
      reading.catch(() => this.forget(reading));
    }
    return this.#server;
  }

  /** The next need reads anew: an endpoint has moved, or did not answer. */
  forget(reading = this.#server): void {
    if (this.#server === reading) this.#server = undefined;
  }

  /** The resource's identifier for token requests (RFC 8707 §2). */
  get resource(): string | undefined {
    return this.#found?.resource ?? this.settings.resource;
  }

  /** What is asked for where nobody says: the option, or what the resource names. */
  get scope(): string | undefined {
    return this.settings.scope ?? this.#found?.scope;
  }

  async client(server: AuthorizationServer): Promise<KnownClient> {
    const { clientId = '', clientAuthentication = None(), registration } = this.settings;
    return registration?.client(this, server) ?? { clientId, authenticate: clientAuthentication };
  }

  /** The client as `oauth4webapi` wants it. */
  clientOf({ clientId }: KnownClient): Client {
    return { client_id: clientId };
  }

  /** How every request goes out. Without a signal of its caller's it is bounded here. */
  requestOptions(signal?: AbortSignal) {
    return {
      [customFetch]: (url: string, init: object) => this.send(url, init),
      [allowInsecureRequests]: this.settings.allowHttp,
      ...(signal && { signal }),
    };
  }

  /** The fetch is looked up at the call: others patch it later. */
  async send(url: string, init: object, code: FreshkeyErrorCode = 'token-endpoint'): Promise<Response> {
    const bounded = { redirect: 'manual', signal: AbortSignal.timeout(requestTimeoutMs), ...init } as RequestInit;
    try {
      return await (this.settings.fetch ?? globalThis.fetch)(url, bounded);
    } catch (cause) {
      // The system's own word, ECONNREFUSED, stands below what fetch throws.
      const { code: word = 'see the cause' } = Object(Object(cause).cause);
      throw new OAuthError(code, `${shown(url)} was not reached (${word}). Check the network.`, {
        cause,
      });
    }
  }

  async #read(metadataUrl: string | undefined): Promise<AuthorizationServer> {
    const { issuer, server, resource = '', findIssuer, discoveryTimeoutMs, allowHttp } = this.settings;
    if (server) return { issuer: issuer ?? new URL(server.token_endpoint ?? '').origin, ...server };
    const [code, headers] = ['discovery-failed', { accept: 'application/json' }] as const;
    const controller = new AbortController();
    const { signal } = controller;
    const reading = (async () => {
      const https = (text: string) => {
        const url = addressOf(text, allowHttp);
        if (url) return url;
        throw new OAuthError(code, `${shown(text)} is no https address: nothing was sent. ${httpRemedy}.`);
      };
      const read = async (url: string) => this.send(https(url).href, { headers, signal }, code);
      if (findIssuer && issuer === undefined) this.#found ??= await findIssuer(resource, metadataUrl, read);
      return discover(https(this.#found?.issuer ?? issuer ?? ''), read);
    })();
    const late = () => {
      const cause = new DOMException('late', 'TimeoutError');
      controller.abort(cause);
      const where = shown(this.#found?.issuer ?? issuer ?? resource);
      const why = `The metadata of ${where} did not come within "discoveryTimeoutMs" (${discoveryTimeoutMs} ms).`;
      return new OAuthError(code, `${why} Check the network, or name its endpoints in "server".`, { cause });
    };
    return within(reading, discoveryTimeoutMs, late);
  }
}
