import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where secrets and settings lie. */
export const secrets = [
  {
    id: 'vault',
    name: 'HashiCorp Vault',
    page: 'https://developer.hashicorp.com/vault/api-docs',
    row: 'J30',
    hosts: ['hashicorp.cloud'],
    signs: ['> X-Vault-Token', '> X-Vault-Namespace', '> X-Vault-Request', '> Authorization: Bearer hv*'],
    credentials: [
      { label: 'a token', send: 'X-Vault-Token: $VAULT_TOKEN' },
      { label: 'a token', send: 'Authorization: Bearer $VAULT_TOKEN' },
      { label: 'a service token', send: 'X-Vault-Token: $VAULT_TOKEN', token: 'hvs.' },
      { label: 'a service token', send: 'Authorization: Bearer $VAULT_TOKEN', token: 'hvs.' },
    ],
    says: {
      'token-missing': {
        words: ['missing client token'],
        statuses: [400, 401, 403],
        row: 'J30',
        title: 'Vault finds no token where it looks for one',
        fix: 'Send `-H "X-Vault-Token: $VAULT_TOKEN"` (or `Authorization: Bearer`); behind Enterprise or HCP also `X-Vault-Namespace`.',
        isSure: true,
      },
      'token-invalid': {
        words: ['invalid token', 'bad token'],
        row: 'J30',
        title: 'Vault does not know this token: it has expired or was revoked, or belongs to another namespace',
        fix: 'Log in again and renew the token before its TTL ends (`vault token lookup`, `vault token renew`); set `X-Vault-Namespace` where there are namespaces.',
        isSure: true,
      },
      'permission-denied': {
        words: ['permission denied'],
        row: 'J30',
        title:
          'Vault does not allow this: the token has ended, its policies lack the path, or the namespace is missing',
        fix: '`vault token lookup` tells whether it lives, `vault token capabilities <path>` what it may (KV version 2 has `data/` in its paths); HCP wants `-H "X-Vault-Namespace: admin"`.',
      },
    },
  },
  {
    id: 'consul',
    name: 'HashiCorp Consul',
    page: 'https://developer.hashicorp.com/consul/api-docs/api-structure',
    signs: ['X-Consul-Index', 'X-Consul-Default-Acl-Policy', '> X-Consul-Token'],
    credentials: [
      { label: 'an ACL token', send: 'X-Consul-Token: $CONSUL_HTTP_TOKEN' },
      { label: 'an ACL token', send: 'Authorization: Bearer $CONSUL_HTTP_TOKEN' },
    ],
    says: {
      'token-unknown': {
        words: ['acl not found', 'token does not exist'],
        row: 'D22',
        title: 'Consul does not know this token: deleted, expired, or of another datacenter',
        fix: '`consul acl token read -self` tells; send `-H "X-Consul-Token: $CONSUL_HTTP_TOKEN"`.',
        isSure: true,
      },
      'no-permission': {
        words: ['permission denied: token with accessorid', 'permission denied: anonymous token'],
        row: 'E02',
        title: 'The token of Consul has no rule that allows this',
        fix: 'Attach a policy with the permission that the answer names; “anonymous token” means that none arrived: `-H "X-Consul-Token: $CONSUL_HTTP_TOKEN"`.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const secretExchanges: ProductExchanges<typeof secrets> = {
  vault: {
    refused: [
      {
        ask: 'GET https://vault.tern.example:8200/v1/kv/app',
        send: ['X-Vault-Token: hvs.~90'],
        status: 403,
        answer: { errors: ['1 error occurred:\n\t* permission denied\n\n'] },
        row: 'J30',
        tells: 'vault token capabilities',
      },
      {
        ask: 'GET https://vault.tern.example:8200/v1/kv/data/app',
        send: ['X-Vault-Token: hvs.~90'],
        status: 403,
        answer: { errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] },
        row: 'J30',
        tells: 'vault token renew',
      },
    ],
    healthy: [
      {
        ask: 'GET https://vault.tern.example:8200/v1/kv/data/none',
        send: ['X-Vault-Token: hvs.~90'],
        status: 404,
        answer: { errors: [] },
      },
    ],
  },
  consul: {
    refused: [
      {
        ask: 'GET https://consul.tern.example:8500/v1/kv/app',
        send: ['X-Consul-Token: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 403,
        answer: 'ACL not found',
        row: 'D22',
        tells: 'consul acl token read -self',
      },
    ],
    healthy: [
      {
        ask: 'GET https://consul.tern.example:8500/v1/kv/none',
        send: ['X-Consul-Token: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 404,
        headers: ['X-Consul-Index: 12'],
      },
    ],
  },
};
