import { empty, json, type WorldAnswer, type WorldRequest } from './message.ts';
import type { WorldSettings } from './settings.ts';
import type { TokenState } from './tokens.ts';

/**
 * How the API says that a token is no good. 401 with a challenge (RFC 6750 §3) by default; `?refusal=` chooses another
 * way: a status (`403`, `419`, `498`), `body` (200 with an error in it), or `graphql`.
 */
export function refusalOf(request: WorldRequest, found: TokenState | undefined, settings: WorldSettings): WorldAnswer {
  const way = request.url.searchParams.get('refusal') ?? '401';
  const error = found ? `token_${found.state}` : 'no_credential';
  if (way === 'body') return json(200, { ok: false, error });
  if (way === 'graphql') {
    return json(200, { data: null, errors: [{ message: error, extensions: { code: 'UNAUTHENTICATED' } }] });
  }
  // RFC 6750 §3.1: no error code where no credential came.
  const challenge = found ? settings.challenge : settings.challenge && 'Bearer realm="api"';
  return json(Number(way), { ok: false, error }, challenge && way === '401' ? { 'www-authenticate': challenge } : {});
}

/** Answers that no new token changes, each at its own path, whatever the request carries. */
export function incurableRefusal(request: WorldRequest): WorldAnswer | undefined {
  const { pathname, searchParams } = request.url;
  const challenge = searchParams.get('challenge');
  switch (pathname) {
    case '/api/always-401':
      return json(
        401,
        { ok: false, error: 'always' },
        { 'www-authenticate': challenge ?? 'Bearer error="invalid_token"' },
      );
    case '/api/other-scheme':
      return json(401, { ok: false, error: 'gate' }, { 'www-authenticate': challenge ?? 'Basic realm="gate"' });
    case '/api/proxy':
      return empty(407, { 'proxy-authenticate': 'Basic realm="proxy"' });
    default:
      return undefined;
  }
}

const proofNonce = (proof: string | undefined): unknown => {
  try {
    const payload = (proof?.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return Object(JSON.parse(atob(payload))).nonce;
  } catch {
    return undefined;
  }
};

/** What a good token may still lack: `/api/scope/<name>`, `/api/step-up?acr=`, `/api/dpop-nonce`. */
export function lackOf(request: WorldRequest, found: TokenState, settings: WorldSettings): WorldAnswer | undefined {
  const { pathname, searchParams } = request.url;
  const scope = /^\/api\/scope\/([^/]+)$/.exec(pathname)?.[1];
  if (scope !== undefined && !found.scope?.split(' ').includes(scope)) {
    const status = Number(searchParams.get('refusal') ?? 403);
    const challenge = `Bearer realm="api", error="insufficient_scope", scope="${scope}"`;
    return json(status, { ok: false, error: 'insufficient_scope' }, { 'www-authenticate': challenge });
  }
  const acr = searchParams.get('acr') ?? 'otp';
  if (pathname === '/api/step-up' && found.acr !== acr) {
    const challenge = `Bearer error="insufficient_user_authentication", acr_values="${acr}"`;
    return json(401, { ok: false, error: 'step_up' }, { 'www-authenticate': challenge });
  }
  if (pathname === '/api/dpop-nonce' && proofNonce(request.headers.dpop) !== settings.dpopNonce) {
    return json(
      401,
      { ok: false, error: 'use_dpop_nonce' },
      {
        'www-authenticate': 'DPoP error="use_dpop_nonce", algs="ES256"',
        'dpop-nonce': settings.dpopNonce,
      },
    );
  }
  return undefined;
}
