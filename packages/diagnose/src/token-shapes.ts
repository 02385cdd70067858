import { base62, crc32 } from './crc32.ts';
import type { Vendor } from './vendor-hosts.ts';

/**
 * What a vendor's token is for. `access`: it may be sent to the API; `secret`: a server-side key that may be sent, and
 * must be kept; `publishable`: meant for browsers; `refresh`, `client-secret`, `webhook-secret`, `identifier`: never a
 * credential for the API.
 */
export type TokenUse =
  | 'access'
  | 'secret'
  | 'publishable'
  | 'refresh'
  | 'client-secret'
  | 'webhook-secret'
  | 'identifier';

/** How a vendor wants its token: the text to print, and the header it belongs in if that is not `Authorization: Bearer`. */
export interface TokenTransport {
  readonly text: string;
  /** In lower case. */
  readonly header?: string;
  /** In lower case; `''`: the bare token without a scheme. */
  readonly scheme?: string;
}

/** A kind of token that its prefix tells. */
export interface TokenShape {
  /** Whose it is; absent for products that run on anybody's hosts. */
  readonly vendor?: Vendor;
  /** What it is, in words that follow "this is". */
  readonly label: string;
  readonly use: TokenUse;
  readonly transport: TokenTransport;
  /** Of the whole token in characters: exact, or at least. */
  readonly length?: number;
  readonly minLength?: number;
  /** Whether the environment is in the prefix. */
  readonly mode?: 'test' | 'live';
  /** Whether its checksum is right; absent where it has none. */
  readonly checksum?: (token: string) => boolean;
}

const bearer: TokenTransport = { text: 'Authorization: Bearer <token>' };
const header = (name: string): TokenTransport => ({ text: `${name}: <token>`, header: name.toLowerCase() });
const exchangeOnly: TokenTransport = { text: 'only to the token endpoint, to be exchanged for an access token' };
const nowhere: TokenTransport = { text: 'in no request to the API' };
const basic = (user: string, password: string): TokenTransport => ({
  text: `Authorization: Basic base64(${user}:${password})`,
  scheme: 'basic',
});

/** The last six characters of a GitHub token are the CRC-32 of what stands between prefix and them, in base 62. */
const githubChecksum = (token: string): boolean => {
  const body = token.slice(token.indexOf('_') + 1);
  return base62(crc32(body.slice(0, -6)), 6) === body.slice(-6);
};

type Entry = readonly [prefix: string, shape: TokenShape];
const shape = (
  prefix: string,
  vendor: Vendor | undefined,
  label: string,
  use: TokenUse,
  transport: TokenTransport,
  more: Partial<TokenShape> = {},
): Entry => [prefix, { ...(vendor && { vendor }), label, use, transport, ...more }];

/** Longer prefixes of one family stand first. */
const table: readonly Entry[] = [
  shape('ghp_', 'github', 'a GitHub personal access token (classic)', 'access', bearer, {
    length: 40,
    checksum: githubChecksum,
  }),
  shape('gho_', 'github', 'a GitHub OAuth access token', 'access', bearer, { length: 40, checksum: githubChecksum }),
  shape('ghu_', 'github', 'a GitHub App user token', 'access', bearer, { length: 40, checksum: githubChecksum }),
  shape('ghs_', 'github', 'a GitHub App installation token', 'access', bearer, { minLength: 40 }),
  shape('ghr_', 'github', 'a GitHub refresh token', 'refresh', exchangeOnly),
  shape('github_pat_', 'github', 'a GitHub fine-grained personal access token', 'access', bearer, { length: 93 }),
  shape(
    'glpat-',
    'gitlab',
    'a GitLab personal access token',
    'access',
    { text: 'PRIVATE-TOKEN: <token>, or Authorization: Bearer <token>' },
    { minLength: 26 },
  ),
  shape('gldt-', 'gitlab', 'a GitLab deploy token', 'access', {
    text: 'Deploy-Token: <token>, or as the password of Basic',
    header: 'deploy-token',
  }),
  shape('glptt-', 'gitlab', 'a GitLab pipeline trigger token', 'access', {
    text: 'the form field token=<token> of the trigger endpoint',
    header: 'token',
  }),
  shape('glcbt-', 'gitlab', 'a GitLab CI job token', 'access', header('JOB-TOKEN')),
  shape('glrt-', 'gitlab', 'a GitLab runner token', 'identifier', nowhere),
  shape('gloas-', 'gitlab', 'a GitLab OAuth application secret', 'client-secret', exchangeOnly),
  shape('sk_test_', 'stripe', 'a Stripe secret key (test mode)', 'secret', bearer, { mode: 'test', minLength: 24 }),
  shape('sk_live_', 'stripe', 'a Stripe secret key (live mode)', 'secret', bearer, { mode: 'live', minLength: 24 }),
  shape('rk_test_', 'stripe', 'a Stripe restricted key (test mode)', 'secret', bearer, { mode: 'test', minLength: 24 }),
  shape('rk_live_', 'stripe', 'a Stripe restricted key (live mode)', 'secret', bearer, { mode: 'live', minLength: 24 }),
  shape('pk_test_', 'stripe', 'a Stripe publishable key (test mode)', 'publishable', nowhere, { mode: 'test' }),
  shape('pk_live_', 'stripe', 'a Stripe publishable key (live mode)', 'publishable', nowhere, { mode: 'live' }),
  shape('whsec_', undefined, 'the secret of a webhook signature', 'webhook-secret', nowhere),
  shape('sk-ant-api', 'anthropic', 'an Anthropic API key', 'secret', header('x-api-key'), { minLength: 90 }),
  shape('sk-ant-admin', 'anthropic', 'an Anthropic admin key', 'secret', header('x-api-key'), { minLength: 90 }),
  shape('sk-ant-oat', 'anthropic', 'an Anthropic OAuth token', 'access', bearer),
  shape('sk-or-', 'openrouter', 'an OpenRouter key', 'secret', bearer),
  shape('sk-proj-', 'openai', 'an OpenAI project key', 'secret', bearer, { minLength: 40 }),
  shape('sk-svcacct-', 'openai', 'an OpenAI service account key', 'secret', bearer, { minLength: 40 }),
  shape('sk-admin-', 'openai', 'an OpenAI admin key', 'secret', bearer, { minLength: 40 }),
  shape(
    'AIza',
    'google',
    'a Google API key',
    'secret',
    { text: 'x-goog-api-key: <key>, or ?key=<key>', header: 'x-goog-api-key' },
    { length: 39 },
  ),
  shape('ya29.', 'google', 'a Google OAuth access token', 'access', bearer),
  shape('1//', 'google', 'a Google OAuth refresh token', 'refresh', exchangeOnly),
  shape('GOCSPX-', 'google', 'a Google OAuth client secret', 'client-secret', exchangeOnly),
  shape('xoxb-', 'slack', 'a Slack bot token', 'access', bearer),
  shape('xoxp-', 'slack', 'a Slack user token', 'access', bearer),
  shape('xapp-', 'slack', 'a Slack app-level token', 'access', {
    text: 'Authorization: Bearer <token>, only to apps.connections.open and the like',
  }),
  shape('xoxe.xox', 'slack', 'a Slack access token with rotation', 'access', bearer),
  shape('xoxe-', 'slack', 'a Slack refresh token', 'refresh', exchangeOnly),
  shape('shpat_', 'shopify', 'a Shopify Admin API access token', 'access', header('X-Shopify-Access-Token'), {
    length: 38,
  }),
  shape('shpca_', 'shopify', 'a Shopify custom app access token', 'access', header('X-Shopify-Access-Token'), {
    length: 38,
  }),
  shape('shppa_', 'shopify', 'a Shopify private app password', 'access', header('X-Shopify-Access-Token'), {
    length: 38,
  }),
  shape('shpss_', 'shopify', 'a Shopify shared secret', 'client-secret', exchangeOnly),
  shape('AKIA', 'aws', 'the id of an AWS access key', 'identifier', {
    text: 'never as it is: requests are signed with it (Signature Version 4)',
  }),
  shape('ASIA', 'aws', 'the id of a temporary AWS access key', 'identifier', {
    text: 'never as it is: requests are signed with it and carry X-Amz-Security-Token',
  }),
  shape('ABSK', 'aws', 'an Amazon Bedrock API key', 'secret', bearer),
  shape('sb_publishable_', 'supabase', 'a Supabase publishable key', 'publishable', header('apikey')),
  shape('sb_secret_', 'supabase', 'a Supabase secret key', 'secret', header('apikey')),
  shape('sbp_', 'supabase', 'a Supabase management token', 'access', {
    text: 'Authorization: Bearer <token>, only to api.supabase.com',
  }),
  shape('npm_', 'npm', 'an npm access token', 'access', bearer, { length: 40, checksum: githubChecksum }),
  shape('pypi-', 'pypi', 'a PyPI API token', 'access', basic('__token__', '<token>')),
  shape('rubygems_', 'rubygems', 'a RubyGems API key', 'access', { text: 'Authorization: <key>', scheme: '' }),
  shape('dckr_pat_', 'docker', 'a Docker Hub personal access token', 'access', basic('<user>', '<token>')),
  shape('SG.', 'sendgrid', 'a SendGrid API key', 'secret', bearer, { length: 69 }),
  shape('key-', 'mailgun', 'a Mailgun API key', 'secret', basic('api', '<key>')),
  shape('ntn_', 'notion', 'a Notion integration token', 'access', bearer),
  shape('lin_api_', 'linear', 'a Linear API key', 'access', { text: 'Authorization: <key>', scheme: '' }),
  shape('lin_oauth_', 'linear', 'a Linear OAuth token', 'access', bearer),
  shape('figd_', 'figma', 'a Figma personal access token', 'access', header('X-Figma-Token')),
  shape('PMAK-', 'postman', 'a Postman API key', 'access', header('X-Api-Key')),
  shape('dop_v1_', 'digitalocean', 'a DigitalOcean personal access token', 'access', bearer, { length: 71 }),
  shape('doo_v1_', 'digitalocean', 'a DigitalOcean OAuth token', 'access', bearer, { length: 71 }),
  shape('dor_v1_', 'digitalocean', 'a DigitalOcean refresh token', 'refresh', exchangeOnly),
  shape('hvs.', undefined, 'a HashiCorp Vault service token', 'access', header('X-Vault-Token')),
  shape('hvb.', undefined, 'a HashiCorp Vault batch token', 'access', header('X-Vault-Token')),
  shape('glsa_', undefined, 'a Grafana service account token', 'access', bearer),
  shape('glc_', 'grafana', 'a Grafana Cloud access policy token', 'access', bearer),
  shape('sntrys_', 'sentry', 'a Sentry organization token', 'access', bearer),
  shape('sntryu_', 'sentry', 'a Sentry user token', 'access', bearer),
  shape('hf_', 'hugging-face', 'a Hugging Face token', 'access', bearer),
  shape('pul-', 'pulumi', 'a Pulumi access token', 'access', { text: 'Authorization: token <token>', scheme: 'token' }),
  shape('pscale_tkn_', 'planetscale', 'a PlanetScale service token', 'access', {
    text: 'Authorization: <id>:<token>',
    scheme: '',
  }),
  shape('NRAK-', 'new-relic', 'a New Relic user key', 'access', header('Api-Key')),
  shape('ATATT', 'atlassian', 'an Atlassian API token', 'access', basic('<e-mail>', '<token>')),
  shape('gsk_', 'groq', 'a Groq API key', 'secret', bearer),
  shape('xai-', 'xai', 'an xAI API key', 'secret', bearer),
  shape('pplx-', 'perplexity', 'a Perplexity API key', 'secret', bearer),
  shape('r8_', 'replicate', 'a Replicate API token', 'secret', bearer),
  shape('phc_', 'posthog', 'a PostHog project key', 'publishable', { text: 'in the body of events, as api_key' }),
  shape('phx_', 'posthog', 'a PostHog personal API key', 'access', bearer),
  shape('sk-', 'openai', 'an OpenAI API key', 'secret', bearer, { minLength: 40 }),
];

/** By the first two characters, so that a look-up tries a handful. */
const byStart = new Map<string, Entry[]>();
for (const entry of table) {
  const start = entry[0].slice(0, 2);
  byStart.set(start, [...(byStart.get(start) ?? []), entry]);
}

const telegram: TokenShape = {
  vendor: 'telegram',
  label: 'a Telegram bot token',
  use: 'access',
  transport: { text: 'in the path: https://api.telegram.org/bot<token>/<method>' },
};

/** What kind of token this is, by its prefix; `undefined` if no prefix tells. @param token the bare token, without a scheme. */
export function tokenShapeOf(token: string): TokenShape | undefined {
  for (const [prefix, found] of byStart.get(token.slice(0, 2)) ?? []) {
    if (token.startsWith(prefix) && token.length > prefix.length + 3) return found;
  }
  return /^\d{6,12}:A[\w-]{30,}$/.test(token) ? telegram : undefined;
}
