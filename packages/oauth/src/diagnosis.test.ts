import { createSession } from '@freshkey/core';
import { diagnose } from '@freshkey/diagnose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientCredentials, type OAuthOptions, oauth } from './index.ts';
import { answer, startProvider, type TestProvider } from './test-support/provider.ts';

let provider: TestProvider;

beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

async function refused(status: number, body: Record<string, string>, more: Partial<OAuthOptions> = {}) {
  const auth = oauth({ issuer: provider.issuer, clientId: 'app', allowHttp: true, ...more });
  const tokens = more.grant ? undefined : await provider.signIn();
  const session = createSession({ ...auth.options, tokens, origins: [provider.issuer], diagnose, log: false } as never);
  const failures: { diagnosis?: unknown }[] = [];
  session.on('refresh-failed', (failure) => failures.push(failure));
  provider.intercept('/token', answer(status, body));
  await session.getAccessToken({ minValidityMs: 1e9 }).catch(() => {});
  await session.refresh().catch(() => {});
  const { ended } = session.getSnapshot();
  session.dispose();
  return { ended, told: failures[0]?.diagnosis };
}

/** What somebody would be told who pastes the same exchange into the command line or the page. */
function pasted(status: number, body: object): unknown {
  return diagnose({
    request: {
      method: 'POST',
      url: `${provider.issuer}/token`,
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: 'grant_type=refresh_token',
    },
    response: { status, headers: [['content-type', 'application/json']], body: JSON.stringify(body) },
  });
}

test.each<[number, Record<string, string>]>([
  [400, { error: 'invalid_grant' }],
  [400, { error: 'invalid_grant', error_description: 'refresh token already used' }],
  [401, { error: 'invalid_client' }],
  [400, { error: 'invalid_dpop_proof' }],
])(
  'a refusal of the token endpoint, %i %j, is explained by the rules that explain it elsewhere',
  async (status, body) => {
    const { told, ended } = await refused(status, body);
    const expected = pasted(status, body);
    expect(expected).toMatchObject({ status: 'explained', cause: { fix: expect.any(String) } });
    expect(told).toEqual(expected);
    if (ended) expect(ended.diagnosis).toEqual(expected);
  },
);

test('so is one of a service that nobody has signed in', async () => {
  const { told } = await refused(401, { error: 'invalid_client' }, { grant: clientCredentials() });
  expect(told).toEqual(pasted(401, { error: 'invalid_client' }));
});
