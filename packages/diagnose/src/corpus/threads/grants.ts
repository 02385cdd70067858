import { serverNowSec } from '../../fixtures/fixture.ts';
import type { CorpusCase } from '../case.ts';
import { bearer, json, text, thread } from './thread.ts';

/** Threads about challenges, token endpoints and what they give. */
export const threadsOfGrants: readonly CorpusCase[] = [
  thread('lspil/full_stack_oauth2#2', ['C08', 'C01', 'D14', 'C02'], {
    ask: 'GET http://localhost:9090/demo',
    send: ['Authorization: Bearer [object Object]'],
    status: 401,
    headers: [
      'WWW-Authenticate: Bearer error="invalid_token", error_description="Bearer token is malformed", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
    ],
  }),
  thread('istio/istio#35973', ['E02', 'A02', 'D19'], {
    ask: 'POST http://iris.tern.example/v1/models/iris/infer',
    send: [bearer('~jwt'), json],
    claims: { iss: 'testing@secure.istio.io', sub: 'testing@secure.istio.io' },
    body: '{}',
    status: 403,
    headers: ['server: istio-envoy', text],
    answer: 'RBAC: access denied',
  }),
  thread('OfficeDev/outlook-dev-docs#508', ['C03', 'J05'], {
    ask: 'GET https://graph.microsoft.com/v1.0/me/events',
    send: [bearer('Bearer ~jwt')],
    claims: { aud: 'https://graph.microsoft.com' },
    status: 401,
    answer: {
      error: { code: 'InvalidAuthenticationToken', message: 'CompactToken parsing failed with error code: 80049217' },
    },
  }),
  thread('amazon-archives/amazon-cognito-identity-js#602', ['J09', 'C05', 'D10', 'C26', 'K01', 'J10'], {
    ask: 'GET https://a1b2c3.execute-api.us-east-2.amazonaws.com/prod/pets',
    send: [
      'Authorization: AWS4-HMAC-SHA256 Credential=ASIA~hex16/20260601/us-east-2/execute-api/aws4_request, SignedHeaders=accept;host;x-amz-date, Signature=~hex64',
      'X-Amz-Date: 20260601T120000Z',
      'Accept: application/json',
    ],
    status: 401,
    headers: ['x-amzn-ErrorType: UnauthorizedException'],
    answer: { message: 'Unauthorized' },
  }),
  thread('supabase/supabase#45993', ['C23', 'J15', 'D12', 'C25', 'C06'], {
    ask: 'POST https://abcdefghijklmnopqrst.supabase.co/functions/v1/hello-world',
    send: [json, bearer('sb_publishable_~30'), 'apikey: sb_publishable_~30'],
    body: '{"name":"Functions"}',
    status: 401,
    answer: { code: 'UNAUTHORIZED_INVALID_JWT_FORMAT', message: 'Invalid JWT' },
  }),
  thread('kubernetes/kubernetes#61978', ['J18', 'D22', 'D23'], {
    ask: 'GET https://35.1.2.3/apis/batch/v1/jobs',
    send: [bearer('~60')],
    status: 401,
    headers: ['Audit-Id: ffa6c4c6', 'Www-Authenticate: Basic realm="kubernetes-master"'],
    answer: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    },
  }),
  thread('actions/create-github-app-token#178', ['J01', 'D03', 'D05', 'D04', 'D01'], {
    ask: 'GET https://api.github.com/app/installations',
    send: [bearer('~jwt'), 'User-Agent: octokit'],
    claims: { iss: 99, aud: undefined, iat: serverNowSec + 200, exp: serverNowSec + 900 },
    status: 401,
    answer: {
      message: "'Expiration time' claim ('exp') is too far in the future",
      documentation_url: 'https://docs.github.com/rest',
    },
  }),
  thread('k3s-io/k3s#4820', ['J18', 'D23', 'D22'], {
    ask: 'GET https://10.43.0.1/apis/networking.k8s.io/v1/ingressclasses',
    send: [bearer('~jwt')],
    claims: {
      iss: 'https://kubernetes.default.svc.cluster.local',
      sub: 'system:serviceaccount:kube-system:traefik',
      aud: ['https://kubernetes.default.svc.cluster.local', 'k3s'],
    },
    status: 401,
    headers: ['Audit-Id: ce69999c'],
    answer: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    },
  }),
  thread('xee-lab/xee-api-docs#87', ['E02', 'D19'], {
    ask: 'GET https://api.xee.example/v4/users/me/authorizations',
    send: [bearer('~40')],
    status: 403,
    answer: {
      error: 'insufficient_scope_permissions',
      error_description:
        'Add the account.authorizations.read scope(s) to your application scopes and reconnect the user',
    },
  }),
  thread('appdotnet/api-spec#274', ['E02', 'D19'], {
    ask: 'POST https://api.tern.example/users/1/follow',
    send: [bearer('~40')],
    status: 403,
    answer: {
      meta: { code: 403, error_id: 'dc677e02', error_message: 'Forbidden: You need the following scopes: follow' },
    },
  }),
  thread('HubSpot/hubspot-api-nodejs#50', ['E02', 'D19', 'J26'], {
    ask: 'GET https://api.hubapi.com/crm/v3/objects/contacts',
    send: [bearer('pat-eu1-~36')],
    status: 403,
    answer: {
      status: 'error',
      message:
        "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
      category: 'MISSING_SCOPES',
    },
  }),
  thread('analogdotnow/Analog#296', ['E02', 'D19', 'J04'], {
    ask: 'GET https://www.googleapis.com/calendar/v3/users/me/calendarList',
    send: [bearer('ya29.~120')],
    status: 403,
    answer: {
      error: {
        code: 403,
        message: 'Request had insufficient authentication scopes.',
        errors: [{ message: 'Insufficient Permission', domain: 'global', reason: 'insufficientPermissions' }],
        status: 'PERMISSION_DENIED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
            domain: 'googleapis.com',
          },
        ],
      },
    },
  }),
  thread('mohamedvantrisai/content-pulse#39', ['E02', 'D19'], {
    ask: 'GET https://api.tern.example/channels',
    send: ['X-Api-Key: ~40'],
    status: 403,
    answer: { error: 'Insufficient scope. Required: channels:read' },
  }),
  thread('uclapi/uclapi#4121', ['E02', 'D19'], {
    ask: 'GET https://api.tern.example/oauth/user/data',
    send: [bearer('~60')],
    status: 400,
    answer: { ok: false, error: 'The token provided does not have permission to access this data.' },
  }),
];
