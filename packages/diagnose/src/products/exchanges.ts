import type { Product } from './product.ts';

/**
 * One exchange of a product, as short as it can be written. In every text `~40` stands for a key of so many letters and
 * digits, `~hex32` for one of hexadecimal digits, `~jwt` for a JWT with the {@link claims}, `~b64(…)` for the base64 of
 * what stands within; so that no key stands in the sources.
 */
export interface ProductExchange {
  /** Method and address: `'GET https://api.example.com/v1/me'`. */
  readonly ask: string;
  /** The request's headers as lines. */
  readonly send?: readonly string[];
  readonly body?: string;
  /** What the JWT of `~jwt` says, beside a life that is not over. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly status: number;
  /** The answer's headers as lines. */
  readonly headers?: readonly string[];
  /** The answer's body; anything but text is sent as JSON. */
  readonly answer?: unknown;
}

/** One that is refused, and what is said of it. */
export interface RefusedExchange extends ProductExchange {
  /** The row of the cause. */
  readonly row: string;
  /** Something that title, evidence or fix must say, to show that it is this entry that speaks. */
  readonly tells: string | RegExp;
}

type AtLeastOne<Item> = readonly [Item, ...Item[]];

/** What each product of a family is tried with: at least one that is refused, and one near miss that is healthy. */
export type ProductExchanges<Family extends readonly Product[]> = Readonly<
  Record<
    Family[number]['id'],
    { readonly refused: AtLeastOne<RefusedExchange>; readonly healthy: AtLeastOne<ProductExchange> }
  >
>;
