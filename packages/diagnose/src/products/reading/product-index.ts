import type { Facts } from '../../facts.ts';
import { isRecord } from '../../parse-json.ts';
import type { Product } from '../product.ts';
import { globOf, phraseOf, wordsOf } from './phrase.ts';

/** Products that are recognised in an exchange: by its host, and by what else shows them. */
export interface Recognised {
  /** Whose host it is; undefined if it is nobody's that the table knows. */
  readonly ofHost: Product | undefined;
  /** All that show, that of the host first. */
  readonly all: readonly Product[];
}

interface HeaderSign {
  readonly product: Product;
  /** Of the value; absent: any. */
  readonly value?: RegExp;
}

interface BodySign {
  readonly product: Product;
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * The table, arranged so that a product is looked up and not searched for: by the labels of its domains from the right,
 * by the names of headers, by the path's first segment, by members of the body, by the longest word of each of its texts.
 */
export class ProductIndex {
  readonly #byDomain = new Map<string, { readonly labels: readonly string[]; readonly product: Product }[]>();
  readonly #byAnswerHeader = new Map<string, HeaderSign[]>();
  readonly #byRequestHeader = new Map<string, HeaderSign[]>();
  readonly #byMember = new Map<string, BodySign[]>();
  readonly #byWord = new Map<string, { readonly pattern: RegExp; readonly product: Product }[]>();
  readonly #byPath = new Map<string, { readonly segments: readonly string[]; readonly product: Product }[]>();
  readonly #byStart = new Map<string, { readonly token: string; readonly product: Product }[]>();

  constructor(products: readonly Product[]) {
    for (const product of products) {
      for (const domain of product.hosts ?? []) this.#addDomain(domain, product);
      for (const sign of product.signs ?? []) this.#addSign(sign, product);
      for (const { token } of product.credentials ?? [])
        if (typeof token === 'string') add(this.#byStart, token.slice(0, 2), { token, product });
      if (product.anywhere)
        for (const text of Object.values(product.says ?? {}).flatMap(({ words }) => words ?? [])) {
          const { anchor, pattern } = phraseOf(text);
          add(this.#byWord, anchor, { pattern, product });
        }
    }
    for (const domains of this.#byDomain.values())
      domains.sort((one, other) => other.labels.length - one.labels.length);
  }

  /** What shows in an exchange. */
  recognise({ request, response }: Pick<Facts, 'request' | 'response'>): Recognised {
    const ofHost = this.ofHost(request.host);
    const all = new Set<Product>(ofHost ? [ofHost] : []);
    if (response) {
      for (const name of response.headers.names())
        for (const { product, value } of this.#byAnswerHeader.get(name) ?? [])
          if (!value || response.headers.all(name).some((line) => value.test(line))) all.add(product);
      for (const product of this.#ofBody(response.json)) all.add(product);
      for (const word of new Set(wordsOf(response.words.slice(0, 2_000))))
        for (const { pattern, product } of this.#byWord.get(word) ?? [])
          if (pattern.test(response.words)) all.add(product);
    }
    for (const product of this.#ofPath(request.location?.pathname ?? '')) all.add(product);
    for (const name of request.headers.names())
      for (const { product, value } of this.#byRequestHeader.get(name) ?? [])
        if (!value || value.test(request.header(name) ?? '')) all.add(product);
    return { ofHost, all: [...all] };
  }

  /** Whose host this is. @param host in lower case, without port. */
  ofHost(host: string): Product | undefined {
    const labels = host.split('.');
    for (let at = 0; at < labels.length; at++) {
      const found = (this.#byDomain.get(labels.slice(at).join('.')) ?? []).find((domain) =>
        fits(domain.labels, labels),
      );
      if (found) return found.product;
    }
    return undefined;
  }

  /** Whose token this is by its beginning; undefined if nobody's, or more than one product's. */
  ofToken(token: string): Product | undefined {
    const found = (this.#byStart.get(token.slice(0, 2)) ?? []).filter((one) => token.startsWith(one.token));
    const longest = Math.max(...found.map((one) => one.token.length));
    const owners = found.filter((one) => one.token.length === longest).map(({ product }) => product);
    return owners.every((one) => isSameMaker(one, owners[0])) ? owners[0] : undefined;
  }

  #addDomain(domain: string, product: Product): void {
    const labels = domain.split('.');
    add(this.#byDomain, labels.slice(labels.lastIndexOf('*') + 1).join('.'), { labels, product });
  }

  #addSign(sign: string, product: Product): void {
    if (sign.startsWith('/')) {
      const segments = sign.split('/').slice(1);
      add(this.#byPath, segments[0] ?? '', { segments, product });
      return;
    }
    if (sign.startsWith('{')) {
      const members = JSON.parse(sign) as Record<string, unknown>;
      add(this.#byMember, Object.keys(members)[0] ?? '', { product, members });
      return;
    }
    const ofRequest = sign.startsWith('> ');
    const line = ofRequest ? sign.slice(2) : sign;
    const at = line.indexOf(': ');
    const value = at < 0 ? undefined : globOf(line.slice(at + 2));
    add(
      ofRequest ? this.#byRequestHeader : this.#byAnswerHeader,
      (at < 0 ? line : line.slice(0, at)).toLowerCase(),
      value ? { product, value } : { product },
    );
  }

  #ofPath(path: string): Product[] {
    const given = path.split('/', 8).slice(1);
    return (this.#byPath.get(given[0] ?? '') ?? [])
      .filter(({ segments }) =>
        segments.every(
          (segment, index) => segment === '' || segment === given[index] || (segment.startsWith(':') && given[index]),
        ),
      )
      .map(({ product }) => product);
  }

  #ofBody(json: unknown): Product[] {
    if (!isRecord(json)) return [];
    return Object.keys(json)
      .slice(0, 40)
      .flatMap((name) => this.#byMember.get(name) ?? [])
      .filter(({ members }) => holds(json, members))
      .map(({ product }) => product);
  }
}

/** Whether two products are one, or of one maker, so that they take the same tokens. */
export function isSameMaker(one: Product, other: Product | undefined): boolean {
  return one === other || (one.maker !== undefined && one.maker === other?.maker);
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** Whether a domain's labels, `*` for any one, are the last ones of a host. */
const fits = (domain: readonly string[], host: readonly string[]): boolean =>
  domain.length <= host.length &&
  domain.every((label, index) => label === '*' || label === host[host.length - domain.length + index]);

/** Whether `json` has all of `members`; an empty text stands for any value that is there. */
function holds(json: unknown, members: unknown): boolean {
  if (members === '') return json !== undefined;
  if (!isRecord(members)) return json === members;
  return isRecord(json) && Object.entries(members).every(([name, member]) => name in json && holds(json[name], member));
}
