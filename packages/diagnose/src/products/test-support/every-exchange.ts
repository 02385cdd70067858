import { readdirSync } from 'node:fs';
import type { Exchange } from '../../exchange.ts';
import { serverNowMs } from '../../fixtures/fixture.ts';
import type { ProductExchanges } from '../exchanges.ts';
import type { Product } from '../product.ts';
import { exchangeFrom } from './exchange-from.ts';

/** What each product of one family is tried with. */
export type Tried = ProductExchanges<readonly Product[]>[string];

/** The products of one file, with their exchanges. */
interface Family {
  readonly products: readonly Product[];
  readonly exchanges: Readonly<Record<string, Tried>>;
}

/** Every file of products that holds a family. */
export async function everyFamily(): Promise<readonly Family[]> {
  const folder = new URL('../', import.meta.url);
  const names = readdirSync(folder).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts',
  );
  return await Promise.all(
    names.map(async (name) => {
      const module = (await import(/* @vite-ignore */ new URL(name, folder).href)) as Record<string, unknown>;
      const values = Object.values(module);
      const products = values.find((value): value is readonly Product[] => Array.isArray(value)) ?? [];
      const exchanges = values.find((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
      return { products, exchanges: (exchanges ?? {}) as Readonly<Record<string, Tried>> };
    }),
  );
}

/** Each exchange of each product, written out. */
export async function everyProductExchange(): Promise<
  readonly { name: string; exchange: Exchange; context: { now: number } }[]
> {
  return (await everyFamily()).flatMap(({ exchanges }) =>
    Object.entries(exchanges).flatMap(([id, { refused, healthy }]) =>
      [...refused, ...healthy].map((one) => ({
        name: `${id} ${one.ask}`,
        exchange: exchangeFrom(one),
        context: { now: serverNowMs },
      })),
    ),
  );
}
