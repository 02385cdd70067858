import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const program = '/usr/bin/glewlwyd';
const schema = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3';
const startTimeoutMs = 20_000;

/** A server that nobody of us wrote, in C, from Debian: with SQLite in a folder of its own, on loopback. */
export interface Glewlwyd {
  readonly issuer: string;
  /** Tokens of the user `ada`, by a grant that our package does not make (RFC 6749 §4.3). */
  signIn(): Promise<{ access_token: string; refresh_token: string }>;
  /** Whether the server takes an access token. */
  isValid(accessToken: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Without a character that RFC 6749 §2.3.1 has a client encode in `Basic`: this server does not decode it. */
export const service = { clientId: 'service', secret: 'Secret0fTheService' };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const configOf = (port: number, folder: string) => `
port=${port}
bind_address="127.0.0.1"
external_url="http://127.0.0.1:${port}"
api_prefix="api"
log_mode="file"
log_level="WARNING"
log_file="${folder}/log"
cookie_secure=0
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm="SHA512"
database = { type = "sqlite3" path = "${folder}/database" }
`;

const pluginOf = (issuer: string) => ({
  module: 'oidc',
  name: 'oidc',
  display_name: 'OpenID Connect',
  order_rank: 0,
  parameters: {
    iss: issuer,
    'jwt-type': 'sha',
    'jwt-key-size': '256',
    key: 'a key of the tests alone, long enough for its hash',
    'access-token-duration': 60,
    'refresh-token-duration': 3600,
    'code-duration': 60,
    'refresh-token-rolling': true,
    'refresh-token-one-use': 'always',
    'allow-non-oidc': true,
    'auth-type-code-enabled': true,
    'auth-type-password-enabled': true,
    'auth-type-client-enabled': true,
    'auth-type-refresh-enabled': true,
    'pkce-allowed': true,
    'introspection-revocation-allowed': true,
    'introspection-revocation-allow-target-client': true,
  },
});

/**
 * Starts it and sets it up through its own API.
 *
 * @throws Error that says what to install.
 */
export async function startGlewlwyd(): Promise<Glewlwyd> {
  if (!existsSync(program) || !existsSync(schema))
    throw new Error('These tests need glewlwyd: apt-get install glewlwyd.');
  const folder = mkdtempSync(join(tmpdir(), 'freshkey-glewlwyd-'));
  const port = await freePort();
  const database = new DatabaseSync(join(folder, 'database'));
  database.exec(readFileSync(schema, 'utf8'));
  database.close();
  writeFileSync(join(folder, 'config'), configOf(port, folder));
  const child = spawn(program, ['--config-file', join(folder, 'config')], { stdio: 'ignore' });
  const close = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const root = `http://127.0.0.1:${port}`;
  const issuer = `${root}/api/oidc`;
  try {
    await until(async () => (await fetch(`${root}/config`)).ok);
    await setUp(root, issuer);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    issuer,
    async signIn() {
      const form = { grant_type: 'password', username: 'ada', password: 'ada-password', scope: 'openid orders' };
      return (await post(`${issuer}/token`, new URLSearchParams(form), basic())).json();
    },
    async isValid(token) {
      const answer = await post(`${issuer}/introspect`, new URLSearchParams({ token }), basic());
      return ((await answer.json()) as { active: boolean }).active;
    },
    close,
  };
}

const basic = () => ({ authorization: `Basic ${btoa(`${service.clientId}:${service.secret}`)}` });

async function post(
  url: string,
  body: URLSearchParams | object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const isForm = body instanceof URLSearchParams;
  const type = isForm ? {} : { 'content-type': 'application/json' };
  const sent = isForm ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', headers: { ...type, ...headers }, body: sent });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

async function setUp(root: string, issuer: string): Promise<void> {
  const admin = await post(`${root}/api/auth/`, { username: 'admin', password: 'password' });
  const cookie = admin.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const add = (kind: string, body: object) => post(`${root}/api/${kind}/`, body, { cookie });
  await add('scope', { name: 'orders', display_name: 'Orders', password_required: false, scheme: {} });
  await add('user', { username: 'ada', password: 'ada-password', scope: ['openid', 'orders'], enabled: true });
  const client = {
    confidential: true,
    enabled: true,
    scope: ['orders'],
    redirect_uri: [`${root}/signed-in`],
    authorization_type: ['code', 'password', 'client_credentials', 'refresh_token', 'delete_token'],
    token_endpoint_auth_method: ['client_secret_basic', 'client_secret_post'],
  };
  await add('client', { ...client, client_id: service.clientId, client_secret: service.secret });
  await add('client', { ...client, client_id: 'hyphen', client_secret: 'a-secret' });
  await add('mod/plugin', pluginOf(issuer));
}

async function until(isThere: () => Promise<boolean>): Promise<void> {
  const endAtMs = Date.now() + startTimeoutMs;
  while (!(await isThere().catch(() => false))) {
    if (Date.now() > endAtMs) throw new Error(`glewlwyd did not answer within ${startTimeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await gone;
}
