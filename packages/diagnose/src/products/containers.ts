import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where containers run. */
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
};
