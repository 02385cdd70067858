import { createServer } from 'node:http';
import { createSession } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { askUser, authorizationUrl, callback, issuerOfResource, oauth, register } from '@freshkey/oauth';
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { browse } from '../../packages/oauth/src/test-support/browse.ts';
import { answer, startProvider } from '../../packages/oauth/src/test-support/provider.ts';

const redirectUri = 'http://127.0.0.1/callback';
const name = { name: 'checks', version: '1.0.0' };
let provider;
let server;
let url;
let session;

const textOf = ({ content }) => content[0].text;

/** A server with two tools, `read` and `write`, each of which wants a scope of its own. */
function createMcpServer() {
  const mcp = new McpServer(name);
  for (const tool of ['read', 'write'])
    mcp.registerTool(tool, { description: tool }, async () => ({ content: [{ type: 'text', text: `${tool} done` }] }));
  return mcp;
}

async function serve(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
  if (request.url === '/.well-known/oauth-protected-resource/mcp')
    return answer(200, { resource: url, authorization_servers: [provider.issuer], scopes_supported: ['orders:read'] })(
      request,
      response,
    );
  const where = `resource_metadata="${new URL('/.well-known/oauth-protected-resource/mcp', url)}"`;
  const refuse = (status, challenge) => response.writeHead(status, { 'www-authenticate': `Bearer ${challenge}` }).end();
  const token = await provider.find(request.headers.authorization?.replace('Bearer ', '') ?? '');
  if (!token) return refuse(401, request.headers.authorization ? `error="invalid_token", ${where}` : where);
  const scope = `orders:${body?.method === 'tools/call' ? body.params.name : 'read'}`;
  if (!String(token.scope).split(' ').includes(scope))
    return refuse(403, `error="insufficient_scope", scope="${scope}", ${where}`);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  const mcp = createMcpServer();
  response.on('close', () => void mcp.close());
  await mcp.connect(transport);
  return transport.handleRequest(request, response, body);
}

beforeEach(async () => {
  provider = await startProvider({
    configuration: {
      features: {
        registration: { enabled: true },
        revocation: { enabled: true, allowedPolicy: async () => true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_context, resource) => ({
            scope: 'orders:read orders:write',
            audience: resource,
            accessTokenFormat: 'opaque',
          }),
          useGrantedResource: () => true,
        },
      },
    },
  });
  server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}/mcp`;
});
afterEach(async () => {
  session?.dispose();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await provider.close();
});

/** A session that knows nothing but the server's address. */
function start() {
  const asked = [];
  const auth = oauth({
    resource: url,
    findIssuer: issuerOfResource,
    registration: register({ client_name: 'Checks' }),
    redirectUri,
    allowHttp: true,
    fetch: provider.fetch,
    authorize: askUser((question) => {
      asked.push(question);
      return browse(question.url, redirectUri);
    }),
  });
  session = createSession({ ...auth.options, origins: [new URL(url).origin], log: false });
  return { auth, asked, fetch: createFetch(session) };
}

const clients = {
  'sdk 1': async (fetch) => {
    const client = new Client1(name);
    await client.connect(new Transport1(new URL(url), { fetch }));
    return client;
  },
  'client 2': async (fetch) => {
    const client = new Client2(name);
    await client.connect(new Transport2(new URL(url), { fetch }));
    return client;
  },
};

const expire = () => provider.expire(session.getTokens()?.accessToken ?? '');
const ten = (client, tool = 'read') =>
  Promise.all(Array.from({ length: 10 }, () => client.callTool({ name: tool, arguments: {} }).then(textOf)));

describe.each(Object.keys(clients))('%s with our fetch', (kind) => {
  test('goes from nothing to a session, and the user is asked once', async () => {
    const { asked, fetch } = start();
    const client = await clients[kind](fetch);
    expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(['read', 'write']);
    expect(asked.map(({ reason }) => reason)).toEqual(['sign-in']);
    expect(provider.tokenRequests().map((body) => body.get('resource'))).toEqual([url]);
    await client.close();
  });

  test('loses no call where the token ends under ten parallel ones, three times', async () => {
    const { asked, fetch } = start();
    const client = await clients[kind](fetch);
    const before = provider.counts.refreshes;
    for (let round = 1; round <= 3; round++) {
      await expire();
      expect(await ten(client)).toEqual(Array(10).fill('read done'));
      expect(provider.counts.refreshes - before).toBe(round);
    }
    expect(asked).toHaveLength(1);
    expect(provider.counts.reuses).toBe(0);
    expect(new Set(provider.tokenRequests().map((body) => body.get('resource')))).toEqual(new Set([url]));
    await client.close();
  });

  test('brings the scope that one tool wants, once, and keeps the others and the refresh token', async () => {
    const { asked, fetch } = start();
    const client = await clients[kind](fetch);
    expect(await ten(client, 'write')).toEqual(Array(10).fill('write done'));
    expect(asked.map(({ reason }) => reason)).toEqual(['sign-in', 'insufficient-scope']);
    expect(asked[1].scope.split(' ')).toEqual(
      expect.arrayContaining(['orders:read', 'orders:write', 'offline_access']),
    );
    await expire();
    expect(await ten(client, 'read')).toEqual(Array(10).fill('read done'));
    expect(asked).toHaveLength(2);
    await client.close();
  });

  test('ends once where the renewal is refused, and goes on after the next sign-in', async () => {
    const { auth, fetch } = start();
    const client = await clients[kind](fetch);
    const ended = [];
    session.on('ended', ({ code }) => ended.push(code));
    provider.intercept('/token', answer(400, { error: 'invalid_grant' }));
    await expire();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => client.callTool({ name: 'read', arguments: {} })),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(ended).toEqual(['invalid_grant']);
    const { url: address, transaction } = await authorizationUrl(auth, { scope: 'orders:read offline_access' });
    await session.signIn(await callback(auth, await browse(address, redirectUri), transaction));
    expect(await ten(client)).toEqual(Array(10).fill('read done'));
    await client.close();
  });

  test('registers anew where the server has dropped the client', async () => {
    const { auth, fetch } = start();
    const client = await clients[kind](fetch);
    const { clientId } = session.getTokens().binding;
    await provider.provider.Client.adapter.destroy(clientId);
    await expire();
    await expect(client.callTool({ name: 'read', arguments: {} })).rejects.toThrow();
    expect(session.getSnapshot().ended).toMatchObject({
      code: 'invalid_client',
      message: expect.stringMatching(/registers anew/),
    });
    const { url: address, transaction } = await authorizationUrl(auth, { scope: 'orders:read' });
    await session.signIn(await callback(auth, await browse(address, redirectUri), transaction));
    expect(session.getTokens().binding.clientId).not.toBe(clientId);
    expect(await ten(client)).toEqual(Array(10).fill('read done'));
    await client.close();
  });
});

/** The SDK's own way, with what its interface asks for and nothing else. */
function ownProvider() {
  const held = {};
  const asked = [];
  return {
    asked,
    held,
    redirectUrl: redirectUri,
    clientMetadata: {
      client_name: 'Checks',
      redirect_uris: [redirectUri],
      application_type: 'native',
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid offline_access orders:read',
      token_endpoint_auth_method: 'none',
    },
    clientInformation: () => held.client,
    saveClientInformation: (client) => void Object.assign(held, { client }),
    tokens: () => held.tokens,
    saveTokens: (tokens) => void Object.assign(held, { tokens }),
    redirectToAuthorization: (address) => void asked.push(address),
    saveCodeVerifier: (verifier) => void Object.assign(held, { verifier }),
    codeVerifier: () => held.verifier,
    invalidateCredentials: (scope) => {
      if (scope === 'all' || scope === 'tokens') held.tokens = undefined;
      if (scope === 'all' || scope === 'client') held.client = undefined;
    },
  };
}

test("in one such storm the SDK's own provider spends a refresh token twice, loses calls and asks the user again", async () => {
  const own = ownProvider();
  const first = new Transport1(new URL(url), { authProvider: own });
  await expect(new Client1(name).connect(first)).rejects.toThrow();
  const address = new URL(await browse(own.asked[0].href, redirectUri));
  await first.finishAuth(address.searchParams.get('code'));
  const client = new Client1(name);
  await client.connect(new Transport1(new URL(url), { authProvider: own }));
  await provider.expire(own.held.tokens.access_token);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => client.callTool({ name: 'read', arguments: {} })),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  expect(provider.counts.reuses).toBeGreaterThan(0);
  expect(own.asked.length).toBeGreaterThan(1);
  await client.close();
});
