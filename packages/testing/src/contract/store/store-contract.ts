import { type ContractCase, caseOn, ownName } from '../contract-case.ts';
import type { TokenStore } from '../seams.ts';
import { storeCases } from './store-cases.ts';
import type { StoreStage, StoreSubject } from './store-subject.ts';

/**
 * What every `TokenStore` keeps (design: The seams). Every case works under a name of its own.
 *
 * @example
 * for (const { name, run } of storeContract({ createStore: (key) => redis(client, { key }) })) test(name, run);
 */
export function storeContract(subject: StoreSubject): ContractCase[] {
  return storeCases
    .filter(({ needs = () => true }) => needs(subject))
    .map(({ name, body }) => {
      const open = async (): Promise<StoreStage> => {
        const handles: TokenStore[] = [];
        const own = ownName();
        return {
          name: own,
          async open(chosen = own) {
            const store = await subject.createStore(chosen);
            handles.push(store);
            return store;
          },
          async close() {
            for (const handle of handles) await subject.closeStore?.(handle);
          },
        };
      };
      return caseOn(name, open, (stage) => body(stage, subject));
    });
}
