import { expect, test } from 'vitest';
import { browsers, runContract } from '../../../scripts/browser/contract.ts';

test.each(browsers)(
  'axios keeps the contract in %s',
  async (browser) => {
    const { cases, failures } = await runContract(browser, new URL('./test-support/contract-page.ts', import.meta.url));
    expect(cases).toBeGreaterThan(50);
    expect(failures).toEqual([]);
  },
  400_000,
);
