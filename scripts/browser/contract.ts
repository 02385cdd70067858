import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContractHost } from '@freshkey/testing/server';
import { bundleForBrowser } from './bundle.ts';
import { launchChromium } from './chromium.ts';

/** What a contract page offers. */
declare global {
  var contractNames: ((hostUrl: string) => string[]) | undefined;
  var runContractCase: ((hostUrl: string, name: string) => Promise<string | undefined>) | undefined;
}

export interface ContractRun {
  readonly cases: number;
  /** A line for each case that failed. */
  readonly failures: readonly string[];
}

/** Runs the contract that a page defines, case by case, in a real Chromium against servers on loopback. */
export async function runContractInChromium(entry: URL): Promise<ContractRun> {
  const script = await bundleForBrowser(entry);
  const page = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : '<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  const host = await createContractHost();
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
    const names = await tab.evaluate((url) => globalThis.contractNames?.(url) ?? [], host.url);
    const failures: string[] = [];
    for (const name of names) {
      const failure = await tab.evaluate(([url, one]) => globalThis.runContractCase?.(url, one), [
        host.url,
        name,
      ] as const);
      if (failure) failures.push(`${name}: ${failure}`);
    }
    return { cases: names.length, failures };
  } finally {
    await browser[Symbol.asyncDispose]();
    await host.close();
    page.close();
    page.closeAllConnections();
  }
}
