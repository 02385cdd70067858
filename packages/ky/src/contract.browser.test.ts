import { expect, test } from 'vitest';
import { runContract } from '../../../scripts/browser/contract.ts';

test('ky keeps the contract in Chromium', async () => {
  const entry = new URL('./test-support/contract-page.ts', import.meta.url);
  const { cases, failures } = await runContract('Chromium', entry);
  expect(cases).toBeGreaterThan(50);
  expect(failures).toEqual([]);
}, 400_000);
