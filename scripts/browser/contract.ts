import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContractHost } from '@freshkey/testing/server';
import { bundleForBrowser } from './bundle.ts';
import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';
import type { Tab } from './firefox-control.ts';

export const browsers = ['Chromium', 'Firefox'] as const;

interface OpenBrowser extends AsyncDisposable {
  /** What each page has in its head. */
  readonly agent: string;
  open(url: string): Promise<Pick<Tab, 'evaluate'>>;
}

async function launch(name: (typeof browsers)[number]): Promise<OpenBrowser> {
  if (name === 'Firefox') return launchFirefox();
  const browser = await launchChromium();
  return {
    agent: '',
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page as Pick<Tab, 'evaluate'>;
    },
    [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose](),
  };
}

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

/** Runs the contract that a page defines, case by case, in a real browser against servers on loopback. */
export async function runContract(name: (typeof browsers)[number], entry: URL): Promise<ContractRun> {
  const script = await bundleForBrowser(entry);
  await using browser = await launch(name);
  const page = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    const html = `<!doctype html>${browser.agent}<link rel="icon" href="data:,"><script src="/page.js"></script>`;
    response.end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  const host = await createContractHost();
  try {
    const tab = await browser.open(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
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
    await host.close();
    page.close();
    page.closeAllConnections();
  }
}
