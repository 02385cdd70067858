import { createServer } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { runCli } from './test-support/run-cli.ts';
import { answerWith, headerOf, listen, serve } from './test-support/serve.ts';
import { jwt, opaque } from './test-support/tokens.ts';

const nowSec = Math.floor(Date.now() / 1000);
const explain = async (argv: string[], options: Parameters<typeof runCli>[1] = {}) => {
  const result = await runCli([...argv, '--json'], options);
  return { ...result, report: result.json() };
};

describe('a certified OpenID provider', () => {
  const provider = async () => {
    // It warns of settings that only matter in production.
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { default: Provider } = await import('oidc-provider');
    const server = createServer();
    const port = await listen(server, 'localhost');
    const issuer = `http://localhost:${port}`;
    const oidc = new Provider(issuer, {
      clients: [
        {
          client_id: 'web',
          client_secret: `s-${opaque}`,
          redirect_uris: ['https://app.example.com/cb'],
          grant_types: ['authorization_code', 'refresh_token'],
        },
      ],
      features: { dPoP: { enabled: true }, devInteractions: { enabled: false } },
      cookies: { keys: ['test'] },
    });
    const handle = oidc.callback();
    server.on('request', (request, response) => void handle(request, response));
    return issuer;
  };

  test('asks for a token, or a proof, when there is none', async () => {
    const { code, report } = await explain([`${await provider()}/me`]);
    expect(report.response?.status).toBe(401);
    expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'A01']);
    expect(report.cause?.evidence.join(' ')).toMatch(/Bearer.*DPoP/);
  });

  test('says that the token is not one of its own', async () => {
    const { code, report } = await explain([`${await provider()}/me`, '--token-env', 'T'], { env: { T: opaque } });
    expect(report.response?.status).toBe(401);
    const challenge = report.response?.headers.find(([name]) => /www-authenticate/i.test(name))?.[1];
    expect(challenge).toContain('invalid_token');
    expect(report.status).toBe(report.cause ? 'explained' : 'unexplained');
    expect(code).toBe(report.cause ? 1 : 3);
  });

  test('refuses a client whose secret is wrong', async () => {
    const issuer = await provider();
    const { code, report } = await explain([
      'curl',
      '-u',
      'web:wrong-secret-1',
      `${issuer}/token`,
      '-d',
      'grant_type=refresh_token',
      '-d',
      `refresh_token=${opaque}`,
    ]);
    expect([code, report.response?.status, report.cause?.row]).toEqual([1, 401, 'E13']);
  });

  test('refuses a refresh token that it does not know', async () => {
    const issuer = await provider();
    const { code, report } = await explain([
      'curl',
      '-u',
      `web:s-${opaque}`,
      `${issuer}/token`,
      '-d',
      'grant_type=refresh_token',
      '-d',
      `refresh_token=r-${opaque}`,
    ]);
    expect([code, report.response?.status, report.cause?.row]).toEqual([1, 400, 'E14']);
    expect(JSON.stringify(report)).not.toContain(opaque);
  });
});

test('a registry’s challenge is explained as the dance that it asks for', async () => {
  const server = await serve(
    answerWith(
      401,
      {
        'Docker-Distribution-Api-Version': 'registry/2.0',
        'WWW-Authenticate':
          'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/private:pull"',
      },
      {
        errors: [
          {
            code: 'UNAUTHORIZED',
            message: 'authentication required',
            detail: [{ Type: 'repository', Class: '', Name: 'library/private', Action: 'pull' }],
          },
        ],
      },
    ),
  );
  const { code, report } = await explain([`${server.url}/v2/library/private/manifests/latest`]);
  expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'E08']);
  expect(report.cause?.fix).toMatch(/docker login|auth\.docker\.io/);
});

const nginxPage =
  '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n';

test('nginx’s auth_basic in front of a bearer API is told from the API', async () => {
  const server = await serve((request, response) => {
    if (headerOf(request, 'authorization')?.startsWith('Basic ')) return answerWith(200)(request, response);
    return answerWith(
      401,
      { Server: 'nginx/1.22.1', 'WWW-Authenticate': 'Basic realm="Staging"', 'Content-Type': 'text/html' },
      nginxPage,
    )(request, response);
  });
  const token = jwt({ iss: 'https://auth.example.com', aud: 'api', exp: nowSec + 3_600, iat: nowSec });
  const { code, report } = await explain([`${server.url}/api/orders`, '--token-env', 'T'], { env: { T: token } });
  expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'A12']);
  expect(report.cause?.evidence.join(' ')).toContain('Basic');
});

test('an API behind a preflight that answers 401 is found by --probe', async () => {
  const server = await serve((request, response) => {
    const isAllowed = request.method !== 'OPTIONS' && headerOf(request, 'authorization') === `Bearer ${opaque}`;
    return isAllowed
      ? answerWith(200, { 'Access-Control-Allow-Origin': '*' }, [])(request, response)
      : answerWith(401, { 'WWW-Authenticate': 'Bearer' }, { message: 'Unauthorized' })(request, response);
  });
  const { code, report, stderr } = await explain(
    [`${server.url}/orders`, '--probe', '--origin', 'https://app.example.com', '--token-env', 'T'],
    { env: { T: opaque } },
  );
  expect([code, report.status, report.cause?.row]).toEqual([1, 'explained', 'B01']);
  const preflight = server.seen.find(({ method }) => method === 'OPTIONS');
  expect(headerOf(preflight as never, 'origin')).toBe('https://app.example.com');
  expect(headerOf(preflight as never, 'access-control-request-headers')).toBe('authorization');
  expect(headerOf(preflight as never, 'authorization')).toBeUndefined();
  expect(stderr).toContain('probe: the preflight of a browser');
});
