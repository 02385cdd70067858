import { expect, test } from 'vitest';
import { runContractInChromium } from '../../../scripts/browser/contract.ts';

test('axios keeps the contract in a browser', async () => {
  const { cases, failures } = await runContractInChromium(new URL('./test-support/contract-page.ts', import.meta.url));
  expect(cases).toBeGreaterThan(50);
  expect(failures).toEqual([]);
}, 180_000);
