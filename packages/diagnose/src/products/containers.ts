import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Clusters, and what keeps their secrets and finds their services. */
export const containers = [
  {
    id: 'kubernetes',
    name: 'Kubernetes',
    page: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/',
    row: 'J18',
    signs: [
      '{"kind":"Status","apiVersion":"v1"}',
      '{"kind":"Status","status":"Failure"}',
      'X-Kubernetes-Pf-Flowschema-Uid',
    ],
    credentials: [
      { label: 'a token', send: 'Authorization: Bearer $K8S_TOKEN' },
      { label: 'user and password', send: 'Authorization: Basic you:$PASSWORD' },
    ],
    addressee: [
      {
        claim: 'kubernetes.io',
        audience: [
          'https://kubernetes.default.svc*',
          'https://kubernetes.default',
          'kubernetes*',
          'k3s',
          'rke2',
          'api',
          'https://container.googleapis.com/*',
          'https://oidc*',
        ],
        fix: 'Use a token for the API server itself: `kubectl create token <account>` without `--audience`, or mount one (`serviceAccountToken` in the pod’s projected volume) without `audience`.',
      },
    ],
    says: {
      unauthorized: {
        words: ['unauthorized'],
        row: 'J18',
        title:
          'The Kubernetes API does not accept the token: expired, of another cluster or audience, or its account is gone',
        fix: 'Get a new token (`kubectl create token <account>`, or renew the kubeconfig), check that context and cluster belong together, and read a mounted token from its file each time: it is replaced every hour.',
      },
      'no-permission': {
        words: ['is forbidden: user … cannot'],
        row: 'E02',
        title: 'Kubernetes knows the caller, and no role allows this',
        fix: '`kubectl auth can-i <verb> <resource> --as=<the user that the answer names>`, then a RoleBinding for it. The user system:anonymous means that no credential arrived.',
        isSure: true,
      },
    },
  },
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
  {
    id: 'nomad',
    name: 'HashiCorp Nomad',
    page: 'https://developer.hashicorp.com/nomad/api-docs',
    signs: ['X-Nomad-Index', '> X-Nomad-Token'],
    credentials: [
      { label: 'an ACL token', send: 'X-Nomad-Token: $NOMAD_TOKEN' },
      { label: 'an ACL token', send: 'Authorization: Bearer $NOMAD_TOKEN' },
    ],
    says: {
      'token-unknown': {
        words: ['acl token not found', 'acl token expired'],
        row: 'D22',
        title: 'Nomad does not know this token (any more)',
        fix: '`nomad acl token self` tells; send `-H "X-Nomad-Token: $NOMAD_TOKEN"`; local tokens are of one region.',
        isSure: true,
      },
    },
  },
  {
    id: 'argo-cd',
    name: 'Argo CD',
    page: 'https://argo-cd.readthedocs.io/en/stable/developer-guide/api-docs/',
    signs: ['{"error":"","code":16,"message":""}', '> Cookie: *argocd.token=*'],
    credentials: [{ label: 'a token', send: 'Authorization: Bearer $ARGOCD_TOKEN' }],
    addressee: [
      {
        claim: 'iss',
        issuer: ['argocd', 'https://*', 'http://*'],
        fix: 'Get a token of Argo CD: `argocd account generate-token --account <account>`.',
      },
    ],
    says: {
      'no-session': {
        words: ['no session information'],
        row: 'A02',
        title: 'Argo CD finds no token in the request',
        fix: 'Send `-H "Authorization: Bearer $ARGOCD_TOKEN"` (`argocd account generate-token`), and let the proxy in front pass the header on.',
        isSure: true,
      },
      'session-invalid': {
        words: ['invalid session:'],
        row: 'D22',
        title: 'Argo CD does not take this token: expired, deleted, or of another instance',
        fix: '`argocd login <server>` or `argocd account generate-token --account <account>`; a new server secret ends all of them.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const containerExchanges: ProductExchanges<typeof containers> = {
  kubernetes: {
    refused: [
      {
        ask: 'GET https://10.0.0.1/api/v1/pods',
        send: ['Authorization: Bearer ~jwt'],
        claims: {
          iss: 'https://kubernetes.default.svc',
          sub: 'system:serviceaccount:a:b',
          aud: ['sts.amazonaws.com'],
          'kubernetes.io': { serviceaccount: { name: 'b' } },
        },
        status: 401,
        headers: ['Audit-Id: 1'],
        answer: { kind: 'Status', status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 },
        row: 'D07',
        tells: 'kubectl create token <account>',
      },
      {
        ask: 'GET https://10.0.0.1/api/v1/pods',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'https://kubernetes.default.svc', aud: ['https://kubernetes.default.svc'], 'kubernetes.io': {} },
        status: 401,
        headers: ['Audit-Id: 1'],
        answer: {
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          message: 'Unauthorized',
          reason: 'Unauthorized',
          code: 401,
        },
        row: 'J18',
        tells: 'replaced every hour',
      },
    ],
    healthy: [
      {
        ask: 'GET https://10.0.0.1/api/v1/pods/none',
        send: ['Authorization: Bearer ~jwt'],
        status: 404,
        answer: {
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          message: 'pods "none" not found',
          reason: 'NotFound',
          code: 404,
        },
      },
    ],
  },
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
  nomad: {
    refused: [
      {
        ask: 'GET https://nomad.tern.example:4646/v1/jobs',
        send: ['X-Nomad-Token: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 403,
        answer: 'ACL token not found',
        row: 'D22',
        tells: 'nomad acl token self',
      },
    ],
    healthy: [
      {
        ask: 'GET https://nomad.tern.example:4646/v1/job/none',
        send: ['X-Nomad-Token: ~hex8-~hex4-~hex4-~hex4-~hex12'],
        status: 404,
        answer: 'job not found',
      },
    ],
  },
  'argo-cd': {
    refused: [
      {
        ask: 'GET https://argocd.tern.example/api/v1/applications',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'argocd', aud: 'argocd' },
        status: 401,
        answer: {
          error: 'invalid session: account ci does not have token with id 1',
          code: 16,
          message: 'invalid session: account ci does not have token with id 1',
        },
        row: 'D22',
        tells: 'argocd account generate-token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://argocd.tern.example/api/v1/applications/none',
        send: ['Authorization: Bearer ~jwt'],
        claims: { iss: 'argocd', aud: 'argocd' },
        status: 404,
        answer: {
          error: 'applications.argoproj.io "none" not found',
          code: 5,
          message: 'applications.argoproj.io "none" not found',
        },
      },
    ],
  },
};
