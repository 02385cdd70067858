import { empty, type WorldAnswer, type WorldRequest } from './message.ts';
import type { CorsSettings } from './settings.ts';

/** Whether a request is a preflight (Fetch, CORS-preflight request). */
export function isPreflight({ method, headers }: WorldRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

type Headers = Record<string, string>;

const originHeaders = (request: WorldRequest, cors: CorsSettings): Headers => {
  const { origin = 'any', credentials = true } = cors;
  const asked = request.headers.origin;
  if (asked === undefined) return {};
  return {
    'access-control-allow-origin': origin === 'any' ? asked : origin,
    vary: 'Origin',
    ...(credentials && { 'access-control-allow-credentials': 'true' }),
  };
};

/** The answer to a preflight. */
export function answerPreflight(request: WorldRequest, cors: CorsSettings | false): WorldAnswer {
  if (cors === false) return empty(403);
  const { allowHeaders = 'any' } = cors;
  const asked = request.headers['access-control-request-headers'] ?? '';
  return empty(204, {
    ...originHeaders(request, cors),
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    'access-control-allow-headers': allowHeaders === 'any' ? asked : allowHeaders.join(', '),
  });
}

/** The answer with the CORS headers that browsers ask for. */
export function withCors(answer: WorldAnswer, request: WorldRequest, cors: CorsSettings | false): WorldAnswer {
  if (cors === false || request.headers.origin === undefined || isPreflight(request)) return answer;
  const { exposeHeaders = ['WWW-Authenticate', 'Retry-After', 'DPoP-Nonce'], omitOnRefusal = false } = cors;
  if (omitOnRefusal && answer.status === 401) return answer;
  const added: Headers = { ...originHeaders(request, cors) };
  if (exposeHeaders.length > 0) added['access-control-expose-headers'] = exposeHeaders.join(', ');
  return { ...answer, headers: [...answer.headers, ...Object.entries(added)] };
}
