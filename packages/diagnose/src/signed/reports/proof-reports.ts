import { jwt, serverNowSec } from '../../fixtures/fixture.ts';
import { type Report, report } from './report.ts';
import { hexText } from './signed-values.ts';

const jwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'GuxsrFAEs9-tGH6bBEgDvsgLt8J6Z9jzO2OzzzicE',
  y: 'zxbP87OCrixFi2Oof55BHlL-rHxoXunRkm4PdWwnS2g',
};
const proof = (claims: Record<string, unknown>) =>
  jwt(
    { iss: undefined, aud: undefined, sub: undefined, exp: undefined, iat: serverNowSec, jti: 'j-1', ...claims },
    { typ: 'dpop+jwt', alg: 'ES256', kid: undefined, jwk },
  );
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const tokenRequest = (url: string, claims: Record<string, unknown> = {}) => ({
  method: 'POST',
  url,
  headers: { ...form, DPoP: proof({ htm: 'POST', htu: url, ...claims }) },
  body: 'grant_type=authorization_code&code=x&client_id=app',
});
const refused = (error: string, description: string, status = 400) => ({
  status,
  body: { error, error_description: description },
});
const bound = jwt({ cnf: { jkt: 'YLEnE4WtNF6SArdMQxO3aIIfWsOoXVRdzs8HXcq_Cj4' } });
const resource = 'https://pds.example.com/xrpc/com.atproto.repo.createRecord';

const activity = (headers: string, more: Record<string, string> = {}) => ({
  method: 'POST',
  url: 'https://social.example/inbox',
  headers: {
    Host: 'social.example',
    Date: new Date(serverNowSec * 1_000).toUTCString(),
    'Content-Type': 'application/activity+json',
    Digest: 'SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    ...more,
    Signature: `keyId="https://me.example/actor#main-key",algorithm="rsa-sha256",headers="${headers}",signature="${hexText(80)}"`,
  },
  body: '{"type":"Create"}',
});

/** DPoP, and signatures over messages. */
export const proofReports: readonly Report[] = [
  report('keycloak/keycloak#39332', 'E06', /X-Forwarded-Proto|proxy/i, {
    ...tokenRequest('https://sso.example.com/realms/master/protocol/openid-connect/token'),
    answer: refused('invalid_request', 'DPoP HTTP URL mismatch'),
  }),
  report('bluesky-social/pds#163', 'E06', /X-Forwarded-Proto|proxy/i, {
    ...tokenRequest('https://pds.example.com/oauth/par'),
    answer: refused('invalid_dpop_proof', 'DPoP htu mismatch'),
  }),
  report('kawamataryo/sky-follower-bridge#183', 'E06', /clock/i, {
    ...tokenRequest('https://bsky.example/oauth/token', { iat: serverNowSec - 400 }),
    answer: refused(
      'invalid_dpop_proof',
      'Failed to verify DPoP proof: "iat" claim timestamp check failed (too far in the past)',
    ),
  }),
  report('bluesky-social/atproto#3410', ['E06', 'D24'], /\bkey\b/i, {
    method: 'POST',
    url: resource,
    headers: {
      Authorization: `DPoP ${bound}`,
      DPoP: proof({ htm: 'POST', htu: resource, ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' }),
    },
    body: '{}',
    answer: {
      headers: { 'WWW-Authenticate': 'DPoP error="invalid_token", error_description="Invalid DPoP key binding"' },
      body: { error: 'invalid_token', error_description: 'Invalid DPoP key binding' },
    },
  }),
  report('bluesky-social/atproto#3415', 'E05', /nonce/i, {
    ...tokenRequest('https://bsky.example/oauth/token', { nonce: 'old-nonce' }),
    answer: {
      ...refused('use_dpop_nonce', 'Authorization server requires nonce in DPoP proof'),
      headers: { 'DPoP-Nonce': 'fresh-nonce-1' },
    },
  }),
  report('streamplace/streamplace#469', 'E06', /jti/, {
    ...tokenRequest('https://pds.example.com/oauth/token'),
    answer: refused('invalid_dpop_proof', 'DPoP proof replayed'),
  }),
  report('webuild-consortium/wp4-interop-test-bed#33', ['E06', 'D24'], /DPoP header|proof/i, {
    method: 'POST',
    url: 'https://issuer.example.com/credential',
    headers: { Authorization: `DPoP ${bound}` },
    body: '{}',
    answer: {
      status: 401,
      headers: { 'WWW-Authenticate': 'DPoP error="invalid_dpop_proof"' },
      body: { error: 'invalid_dpop_proof' },
    },
  }),
  report('chenyme/grok2api#862', 'E06', /clock/i, {
    url: 'https://console.example.com/v1/usage',
    headers: {
      Authorization: `DPoP ${jwt({ cnf: undefined })}`,
      DPoP: proof({ htm: 'GET', htu: 'https://console.example.com/v1/usage', iat: serverNowSec + 95 }),
    },
    answer: {
      headers: { Server: 'nginx', 'Content-Type': 'text/html' },
      body: '<html><head><title>401 Authorization Required</title></head><body><center><h1>401 Authorization Required</h1></center></body></html>',
    },
  }),
  report('mastodon/documentation#822', 'K01', /digest/i, {
    ...activity('(request-target) host date'),
    answer: {
      status: 401,
      body: { error: 'Mastodon requires the Digest header to be signed when doing a POST request' },
    },
  }),
  report('snarfed/bridgy-fed#68', 'K01', /digest/i, {
    ...activity('(request-target) host date'),
    answer: { status: 401, body: { error: 'missing required header "digest"' } },
  }),
  report('MaddyUnderStars/shoot#61', 'K06', /host/i, {
    ...activity('\\"host date digest'),
    answer: { status: 401, body: { message: 'invalid signature: missing header: "host' } },
  }),
  report('prebid/salesagent#1291', 'K06', /digest/i, {
    method: 'POST',
    url: 'https://agent.example.com/mcp',
    headers: {
      'Content-Type': 'application/json',
      'Content-Digest': `sha-256=:${'X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE='}:`,
      'Signature-Input': `sig1=("@method" "@target-uri" "content-digest");created=${serverNowSec};keyid="agent-1";alg="ed25519"`,
      Signature: 'sig1=:dGVzdA==:',
    },
    body: '{"jsonrpc":"2.0","id":1}',
    answer: { headers: { 'WWW-Authenticate': 'Signature error="request_signature_digest_mismatch"' } },
  }),
];
