import { apiKey, createSession } from '@freshkey/core';
import { expect, test, vi } from 'vitest';
import { createFetch } from './create-fetch.ts';

vi.mock('@freshkey/core/redirects', () => import('../../core/src/redirects.browser.ts'));

test('a redirect that is in sight in a browser all the same is an error: its bundle follows none by hand', async () => {
  const transport = vi.fn(
    async () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.test/' } }),
  );
  const session = createSession({ tokens: 'key', scheme: apiKey({ header: 'X-Key' }) });
  const fetch = createFetch(session, { baseUrl: 'https://api.test', fetch: transport });
  await expect(fetch('https://api.test/x')).rejects.toThrow(/the header x-key.*Call the address/);
  expect(transport).toHaveBeenCalledOnce();
});
