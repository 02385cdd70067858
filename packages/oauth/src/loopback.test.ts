import { createSession } from '@freshkey/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { oauth } from './index.ts';
import { loopback } from './loopback.ts';
import { browse } from './test-support/browse.ts';
import { startProvider, type TestProvider } from './test-support/provider.ts';

let provider: TestProvider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

const client = () =>
  oauth({ issuer: provider.issuer, clientId: 'app', scope: 'openid', allowHttp: true, fetch: provider.fetch });

/** What the browser on this machine shows in the end. */
async function visit(url: string): Promise<string> {
  const address = await browse(url, 'http://127.0.0.1', new Map()).then(() => browseOn(url));
  return (await fetch(address)).text();
}

async function browseOn(url: string): Promise<string> {
  const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
  return browse(url, redirectUri);
}

describe('loopback', () => {
  test('signs in through a browser of this machine, and listens no longer', async () => {
    const auth = client();
    let shown: Promise<string> | undefined;
    let opened = '';
    const tokens = await loopback(auth, {
      open: (url) => {
        opened = url;
        shown = visit(url);
      },
    });
    expect(await shown).toMatch(/You are signed in/);
    const session = createSession({ ...auth.options, log: false });
    await session.signIn(tokens);
    expect(await provider.find(session.getTokens()?.accessToken ?? '')).toBeDefined();
    session.dispose();
    await expect(fetch(new URL(opened).searchParams.get('redirect_uri') ?? '')).rejects.toThrow();
  });

  test('heeds no request but the answer to this sign-in', async () => {
    const statuses: number[] = [];
    await loopback(client(), {
      open: async (url) => {
        const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
        for (const forged of [
          '/favicon.ico',
          redirectUri,
          `${redirectUri}?code=x&state=y`,
          `${redirectUri}?error=access_denied`,
        ])
          statuses.push((await fetch(new URL(forged, redirectUri))).status);
        void visit(url);
      },
    });
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  test('ends in time, by its signal, and by what the server says', async () => {
    await expect(loopback(client(), { open: () => {}, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'sign-in-failed',
      message: 'Nobody signed in within 50 ms ("timeoutMs").',
    });
    const controller = new AbortController();
    const aborted = loopback(client(), { open: () => controller.abort('enough'), signal: controller.signal });
    await expect(aborted).rejects.toBe('enough');
    const declined = loopback(client(), {
      open: async (url) => {
        const { searchParams } = new URL(url);
        const query = new URLSearchParams({
          error: 'access_denied',
          iss: provider.issuer,
          state: searchParams.get('state') ?? '',
        });
        void fetch(`${searchParams.get('redirect_uri')}?${query}`);
      },
    });
    await expect(declined).rejects.toMatchObject({ error: 'access_denied' });
  });
});
