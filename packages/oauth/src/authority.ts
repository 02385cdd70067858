import type { FreshkeyErrorCode, Scheme } from '@freshkey/core';
import { within } from '@freshkey/core/adapter';
import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  clockTolerance,
  customFetch,
  type DiscoveryRequestOptions,
  type DPoPHandle,
  None,
} from 'oauth4webapi';
import { discover } from './discovery.ts';
import { OAuthError } from './oauth-error.ts';
import { shown } from './text.ts';

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
  options: DiscoveryRequestOptions,
) => Promise<FoundIssuer>;

/** A client as the server knows it, and how it proves who it is. */
export interface KnownClient {
  readonly clientId: string;
  readonly authenticate: ClientAuth;
}

/** Where a client comes from that nobody has registered by hand: `register`. */
export interface Registration {
  client(authority: Authority, server: AuthorizationServer): Promise<KnownClient>;
  /** The server does not know it any longer. */
  forget(issuer: string): Promise<void> | void;
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
  readonly issuer: string | undefined;
  readonly server: Partial<AuthorizationServer> | undefined;
  readonly resource: string | undefined;
  readonly findIssuer: FindIssuer | undefined;
  readonly clientId: string | undefined;
  readonly registration: Registration | undefined;
  readonly clientAuthentication: ClientAuth | undefined;
  readonly scope: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly redirectUri: string | undefined;
  readonly fetch: typeof fetch | undefined;
  readonly allowHttp: boolean;
  readonly dpop: DpopPart | undefined;
  readonly clockToleranceSec: number;
  readonly discoveryTimeoutMs: number;
}

/** Without a list of the server's, every algorithm that is safe serves for an ID token (OpenID Connect Discovery §3). */
const algorithms = 'RS256 ES256 PS256 RS384 ES384 PS384 RS512 ES512 PS512 EdDSA Ed25519'.split(' ');

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
    return { client_id: clientId, [clockTolerance]: this.settings.clockToleranceSec };
  }

  /** How every request goes out. Without a signal of its caller's it is bounded here. */
  requestOptions(
    signal: AbortSignal = AbortSignal.timeout(requestTimeoutMs),
    code: FreshkeyErrorCode = 'token-endpoint',
  ) {
    return {
      [customFetch]: (url: string, init: object) => this.#fetch(url, init, code),
      [allowInsecureRequests]: this.settings.allowHttp,
      signal,
    };
  }

  /** The fetch is looked up at the call: others patch it later. */
  async #fetch(url: string, init: object, code: FreshkeyErrorCode): Promise<Response> {
    try {
      return await (this.settings.fetch ?? globalThis.fetch)(url, init as RequestInit);
    } catch (cause) {
      throw new OAuthError(code, `${shown(url)} was not reached; see the cause. Check the network.`, { cause });
    }
  }

  async #read(metadataUrl: string | undefined): Promise<AuthorizationServer> {
    const { issuer, server, resource = '', findIssuer, discoveryTimeoutMs } = this.settings;
    const base = { id_token_signing_alg_values_supported: algorithms };
    if (server) return { ...base, issuer: issuer ?? new URL(server.token_endpoint ?? '').origin, ...server };
    const controller = new AbortController();
    const { signal } = controller;
    const reading = (async () => {
      const options = this.requestOptions(signal, 'discovery-failed');
      if (findIssuer && issuer === undefined) this.#found ??= await findIssuer(resource, metadataUrl, options);
      return discover(this.#found?.issuer ?? issuer ?? '', options);
    })();
    const late = () => {
      const cause = new DOMException('late', 'TimeoutError');
      controller.abort(cause);
      const where = shown(this.#found?.issuer ?? issuer ?? resource);
      const why = `The metadata of ${where} did not come within "discoveryTimeoutMs" (${discoveryTimeoutMs} ms).`;
      return new OAuthError('discovery-failed', `${why} Check the network, or name its endpoints in "server".`, {
        cause,
      });
    };
    return { ...base, ...(await within(reading, discoveryTimeoutMs, late)) };
  }
}
