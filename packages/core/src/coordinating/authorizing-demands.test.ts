import { describe, expect, test } from 'vitest';
import type { AuthorizeRequest } from '../options.ts';
import { createFakeApi } from '../test-support/fake-api.ts';
import { authorizer } from './authorizing.ts';

/** An API whose paths are the scopes that they want, and a user who grants one more each time. */
function createScopedApi(tokens: { accessToken: string; scope?: string }) {
  const asked: (string | undefined)[] = [];
  const grants = new Map([[tokens.accessToken, new Set<string>()]]);
  const authorize = authorizer(async ({ scope = '', tokens: held }: AuthorizeRequest) => {
    asked.push(scope);
    const granted = new Set([...(grants.get(held?.accessToken ?? '') ?? []), scope]);
    const accessToken = `token-${asked.length}`;
    grants.set(accessToken, granted);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { accessToken, ...(tokens.scope !== undefined && { scope: [...granted].join(' ') }) };
  });
  const { api, client } = createFakeApi({ authorize, tokens });
  api.intercept = ({ path, token }) => {
    const scope = path.slice(1);
    if (grants.get(token ?? '')?.has(scope)) return { status: 200 };
    return { status: 403, headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` } };
  };
  return { asked, api, client };
}

describe('different demands at once', () => {
  test('are asked for one after the other, each once, where the tokens say what they hold', async () => {
    const { asked, client } = createScopedApi({ accessToken: 'old', scope: '' });
    const paths = ['/a', '/b', '/c', '/a', '/b', '/c'];
    const answers = await Promise.all(paths.map((path) => client.request(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  test('try the tokens that another one brought first, where nobody knows what they hold', async () => {
    const { asked, api, client } = createScopedApi({ accessToken: 'old' });
    const answers = await Promise.all(['/a', '/b'].map((path) => client.request(path)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(asked).toEqual(['a', 'b']);
    expect(api.log).toContain('GET /b token-1');
  });
});
