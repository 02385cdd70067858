import {
  type Credential,
  FreshkeyError,
  type HeaderReader,
  RefreshRefusedError,
  type Scheme,
  type TokenSet,
} from '@freshkey/core';
import { pageUrl } from '@freshkey/core/adapter';
import {
  allowInsecureRequests,
  calculatePKCECodeChallenge,
  customFetch,
  genericTokenEndpointRequest,
  DPoP as handleOf,
  modifyAssertion,
} from 'oauth4webapi';
import type { DpopKey, DpopPart } from '../authority.ts';

/** Where the keys are: `indexedDbKeys`, `jwkKeys`, or one's own. */
export interface DpopKeys {
  /** Every key pair at hand; the first is that of the next sign-in. Asked again where a key is missing. */
  pairs(): Promise<readonly CryptoKeyPair[]>;
  /** A key that is not here is gone for good, and with it the tokens: the session ends. Default: false. */
  readonly isOnlyPlace?: boolean;
}

interface Held extends DpopKey {
  readonly pair: CryptoKeyPair;
}

interface Request {
  readonly method: string;
  readonly url: string;
}

class KeyedScheme implements DpopPart {
  readonly scheme: Scheme;
  readonly #keys: DpopKeys;
  #known: Promise<readonly Held[]> | undefined;
  /** By origin: what an API wants in the next proof (RFC 9449 §8.2). Those of the token endpoint are the handle's. */
  readonly #nonces = new Map<string, string>();
  /** Of the token that was sent last: most requests have the same. */
  #hash: { readonly of: string; readonly ath: string } | undefined;

  constructor(keys: DpopKeys) {
    this.#keys = keys;
    this.scheme = {
      name: 'DPoP',
      // RFC 9449 §7.2: an API that takes both names either in its challenge.
      answers: (challenge) => challenge === 'dpop' || challenge === 'bearer',
      credential: (tokens, request) => this.#credential(tokens, request),
      learn: (answer) => this.#learn(answer),
    };
  }

  async keyFor(thumbprint: string | undefined): Promise<Held> {
    const find = async () => {
      const keys = await this.#load();
      return thumbprint === undefined ? keys[0] : keys.find((key) => key.thumbprint === thumbprint);
    };
    let key = await find();
    if (key) return key;
    this.#known = undefined;
    key = await find();
    if (key) return key;
    const why = `The key that the tokens are bound to (${thumbprint ?? 'any'}) is not among those of "dpop".`;
    throw this.#keys.isOnlyPlace
      ? new RefreshRefusedError(`${why} It was cleared: sign in again.`)
      : new FreshkeyError('invalid-credential', `${why} Add it, or sign in again.`);
  }

  async wantsNonce(response: Response): Promise<boolean> {
    if (response.status < 400 || !response.headers.has('dpop-nonce')) return false;
    return /"use_dpop_nonce"/.test(await response.clone().text());
  }

  #load(): Promise<readonly Held[]> {
    if (!this.#known) {
      const loading = this.#keys.pairs().then((pairs) => Promise.all(pairs.map((pair) => this.#read(pair))));
      this.#known = loading;
      loading.catch(() => {
        this.#known = undefined;
      });
    }
    return this.#known;
  }

  async #read(pair: CryptoKeyPair): Promise<Held> {
    const handle = handleOf({}, pair);
    return { pair, handle, thumbprint: await handle.calculateThumbprint() };
  }

  async #credential(tokens: TokenSet, request: Request): Promise<Credential> {
    const { accessToken, tokenType = 'DPoP', binding } = tokens;
    if (!/^dpop$/i.test(tokenType)) {
      const why = `The token is not bound to a key ("token_type" is "${tokenType}"), and "dpop" is set: it was not sent.`;
      throw new FreshkeyError('invalid-credential', `${why} Sign in again, or remove "dpop".`);
    }
    const { pair } = await this.keyFor(binding?.key);
    const nonce = this.#nonces.get(new URL(request.url, pageUrl()).origin);
    // The same hash of a text as that of PKCE.
    const hash =
      this.#hash?.of === accessToken
        ? this.#hash
        : { of: accessToken, ath: await calculatePKCECodeChallenge(accessToken) };
    this.#hash = hash;
    const dpop = await proofOf(pair, hash.ath, request, nonce);
    return {
      headers: { authorization: `DPoP ${accessToken}`, dpop },
      forHop: (next) => this.#credential(tokens, next),
    };
  }

  #learn({ url, status, headers }: { url: string; status: number; headers: HeaderReader }): 'again' | undefined {
    const nonce = headers.get('dpop-nonce');
    if (typeof nonce !== 'string' || nonce === '') return undefined;
    this.#nonces.set(new URL(url, pageUrl()).origin, nonce);
    // Also where the nonce is known by now: of many requests that were refused for the old one, each is to be sent again.
    // RFC 9449 §9 says 401; some APIs answer 400, as a token endpoint does.
    const isDemanded =
      (status === 401 || status === 400) && /\buse_dpop_nonce\b/.test(String(headers.get('www-authenticate')));
    return isDemanded ? 'again' : undefined;
  }
}

/**
 * A proof for a request to the API (RFC 9449 §4.2). A handle makes proofs for requests of its own: this one goes nowhere, and
 * what it says is put in place of what it would say of that one.
 */
async function proofOf(pair: CryptoKeyPair, ath: string, request: Request, nonce: string | undefined) {
  const url = new URL(request.url, pageUrl()).href;
  const handle = handleOf({}, pair, {
    [modifyAssertion](_header, payload) {
      Object.assign(payload, { htm: request.method.toUpperCase(), ath, nonce });
    },
  });
  let proof = '';
  await genericTokenEndpointRequest(
    { issuer: url, token_endpoint: url },
    { client_id: 'none' },
    () => {},
    'none',
    {},
    {
      DPoP: handle,
      [allowInsecureRequests]: true,
      [customFetch]: async (_url, { headers }) => {
        proof = headers.dpop ?? '';
        return new Response();
      },
    },
  );
  return proof;
}

/**
 * Tokens that are bound to a key (RFC 9449): a proof with every request to the API and for tokens, with the nonces that either
 * asks for, a new one for each redirect. A token that came without the binding is refused, and so is the reverse.
 *
 * Boundary: an API on another origin has to expose the headers `DPoP-Nonce` and `WWW-Authenticate` (CORS).
 *
 * @example oauth({ issuer, clientId, dpop: dpop({ keys: indexedDbKeys('my-app') }) });
 */
export function dpop(options: { readonly keys: DpopKeys }): DpopPart {
  const { keys } = Object(options);
  if (typeof Object(keys).pairs !== 'function') {
    throw new TypeError('dpop: "keys" expects a key store such as indexedDbKeys("my-app") or jwkKeys(jwk).');
  }
  return new KeyedScheme(keys);
}
