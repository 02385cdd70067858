import type { ContractCase } from '@freshkey/testing';

/** Makes a page's contracts callable from outside; each is named, since one page may hold several. */
export function defineContracts(contracts: (hostUrl: string) => Readonly<Record<string, ContractCase[]>>): void {
  const all = (hostUrl: string) =>
    Object.entries(contracts(hostUrl)).flatMap(([kind, cases]) =>
      cases.map(({ name, run }) => ({ name: `${kind}: ${name}`, run })),
    );
  globalThis.contractNames = (hostUrl) => all(hostUrl).map(({ name }) => name);
  globalThis.runContractCase = async (hostUrl, name) => {
    try {
      await all(hostUrl)
        .find((one) => one.name === name)
        ?.run();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
}
