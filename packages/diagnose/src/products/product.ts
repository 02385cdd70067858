import type { Row } from '../catalogue.ts';

/**
 * What is known of one product: data, from its documentation. A few generic rules read it (`products/rules`).
 *
 * **To add a product**: add one entry to the file of its family, and under its id at least one exchange that is refused
 * and one that is healthy to the record at the end of the same file. `products.test.ts` runs each through the whole
 * diagnosis and fails for an entry that changes nothing. CONTRIBUTING.md shows one.
 *
 * An entry states what the documentation states, and no more: an absent field means that nothing is known. Everything
 * here may be printed; there is no secret in it.
 */
export interface Product {
  /** Stable, kebab-case, unique; the ids of its findings begin with it. */
  readonly id: string;
  /** As it is written in a sentence. */
  readonly name: string;
  /** Who makes it, where several products of the table take the same tokens: `'google'`. */
  readonly maker?: string;
  /** The page of the documentation that the entry rests on. */
  readonly page: string;
  /** Its own row of the catalogue, if it has one, for what the rules read out of this entry. */
  readonly row?: Row;
  /**
   * Domains whose hosts are the product's, themselves and everything below: `'zendesk.com'`. A `*` stands for one label:
   * `'execute-api.*.amazonaws.com'`. Of several products the one with the longest domain counts.
   */
  readonly hosts?: readonly string[];
  /**
   * What shows the product on anybody's host, one alone being enough: a header of the answer as a line
   * (`'X-Elastic-Product'`, `'WWW-Authenticate: *realm="Harbor"*'`, with `*` for any text), one of the request after `> `
   * (`'> X-Vault-Token'`), members of the answer's body as JSON (`'{"kind":"Status"}'`), or how the path begins, with a
   * colon before a segment that may be any (`'/realms/:realm/protocol/'`).
   */
  readonly signs?: readonly string[];
  /** It runs on anybody's hosts, and its own words are what shows it: every text of {@link says} must be of nobody else. */
  readonly anywhere?: true;
  /** Other people's programs run on its hosts, so that what they accept is theirs to say. */
  readonly hostsOthers?: true;
  /** The ways in which it takes credentials, the usual one first. */
  readonly credentials?: readonly CredentialForm[];
  /** Tokens of the product that are no credentials for its API. */
  readonly notCredentials?: readonly OtherToken[];
  /** What must stand beside the credential. */
  readonly needs?: readonly NeededHeader[];
  /** Places that do not mix: a credential of one is refused at the hosts of the others. */
  readonly environments?: readonly Environment[];
  /** What its JWTs must say. */
  readonly addressee?: readonly Addressee[];
  /** Its own messages and codes, by an id that is unique within the product. The first that fits counts. */
  readonly says?: Readonly<Record<string, Saying>>;
}

/** One way in which a product takes a credential. */
export interface CredentialForm {
  /** What it is, in words that follow "this is": `'an API key'`. */
  readonly label: string;
  /**
   * The line as one writes it, the secret as a shell variable: `'Authorization: Bearer $HF_TOKEN'`,
   * `'Authorization: $LINEAR_API_KEY'` (no scheme), `'DD-API-KEY: $DD_API_KEY'`, `'?key=$GOOGLE_API_KEY'`,
   * `'/bot$TELEGRAM_TOKEN/'` (in the path), `'Authorization: Basic you@example.com/token:$ZENDESK_TOKEN'` (not encoded),
   * `'Authorization: Digest you:$PASSWORD'` (computed by the client), `'Authorization: AWS4-HMAC-SHA256 …'` (a signature).
   */
  readonly send: string;
  /** How such tokens begin, or look as a whole. Absent: nothing tells them. Those that it fits are taken in this form only. */
  readonly token?: string | RegExp;
  /** The {@link Environment.name} that such tokens belong to. */
  readonly environment?: string;
  /** The host where this very token is at home, if it says so itself; undefined if it does not. Must not throw. */
  readonly home?: (token: string) => string | undefined;
  /** Something else that the token itself tells. */
  readonly check?: TokenCheck;
}

/** A flaw that a token itself shows, in the request that it was sent with. */
export interface TokenCheck {
  /** Stable, kebab-case, unique within the product. */
  readonly id: string;
  readonly row: Row;
  readonly title: string;
  /** What was seen, or undefined. Pure; must not throw, whatever the token is. */
  readonly find: (token: string, request: CheckedRequest) => readonly string[] | undefined;
  readonly fix: string;
}

/** What of a request a {@link TokenCheck} may look at. */
export interface CheckedRequest {
  /** In lower case, without port. */
  readonly host: string;
  readonly location: URL | undefined;
  /** The first header line of that name. @param name in lower case. */
  header(name: string): string | undefined;
}

/** A token of the product that its API does not take. */
export interface OtherToken {
  readonly label: string;
  /** How it begins, or looks as a whole. */
  readonly token: string | RegExp;
  /** `C23` for what is exchanged or signed with, `C25` for what is meant for browsers. */
  readonly row: 'C23' | 'C25';
  readonly fix: string;
}

/** A header, or parameter, beside the credential. */
export interface NeededHeader {
  /** The line as one writes it, as in {@link CredentialForm.send}: `'Notion-Version: 2022-06-28'`. */
  readonly send: string;
  /** What it is for. */
  readonly label: string;
  /** Texts by which the product says that it is missing. Default: those that name the header. */
  readonly words?: readonly string[];
  /** Method and path of requests that do not need it: `/^POST \/v1\/events/`. */
  readonly except?: RegExp;
  /** It is a second credential: its absence is worth a word wherever the first is refused. */
  readonly isCredential?: true;
}

/** One of the places of a product that do not mix. */
export interface Environment {
  /** In words that follow "of": `'the sandbox'`, `'the EU region'`. */
  readonly name: string;
  /** As in {@link Product.hosts}. */
  readonly hosts: readonly string[];
  /** `mode`: test and live; `region`: places, or tenants. */
  readonly kind: 'mode' | 'region';
}

/** What JWTs for the product must say. `{host}` stands for the host of the request, `*` for any text without a slash. */
export interface Addressee {
  /** How the path must begin for this to hold. Default: any. */
  readonly path?: string;
  /** One of them must be `iss`. */
  readonly issuer?: readonly string[];
  /** One of them must be in `aud`. */
  readonly audience?: readonly string[];
  /** A claim without which nothing is said: the token is of another kind then. */
  readonly claim?: string;
  /** It takes ID tokens of OpenID Connect. */
  readonly takesIdToken?: true;
  /** The values are fixed by the product: another one cannot be right. */
  readonly isFixed?: true;
  /** How to get a token that fits. */
  readonly fix: string;
}

/** A text or code of the product, and what it means. */
export interface Saying {
  /**
   * Texts, loosely: in lower case, `…` for anything within one sentence, white space and quotes of any kind alike. One is
   * enough.
   */
  readonly words?: readonly string[];
  /** Exact values of the answer's codes, text in any case or numbers. One is enough. */
  readonly codes?: readonly (string | number)[];
  /** Only with these statuses. Default: any that is a refusal; with statuses named, the answer need not look like one. */
  readonly statuses?: readonly number[];
  /** The row of the catalogue. */
  readonly row: Row;
  readonly title: string;
  /** Default: the request as a command, with the product's usual credential. */
  readonly fix?: string;
  /** The words leave no doubt. Default: likely. */
  readonly isSure?: true;
}
