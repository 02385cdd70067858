import { type Diagnosis, diagnose, type Exchange, type ProbeResults } from '@freshkey/diagnose';
import { readUtf8 } from '../bytes.ts';
import type { BuiltRequest } from '../curl/build-request.ts';
import { follow, type Walk } from '../http/follow.ts';
import type { OutgoingRequest } from '../http/outgoing.ts';
import { send } from '../http/send.ts';
import { UnsendableError } from '../http/sendable.ts';
import { deadline } from './deadline.ts';

/** What is known around a request besides itself and its answer. */
export type Surroundings = Omit<Exchange, 'request' | 'response' | 'error' | 'redirects' | 'probes'>;

/** A request, made, and what came of it. */
export interface Attempt {
  request: OutgoingRequest;
  walk: Walk | undefined;
  error: Error | undefined;
}

/** Sends a request once, redirects included if they are wanted. Never rejects: an error is a result. */
export async function attempt(built: BuiltRequest): Promise<Attempt> {
  const { request, route, maxRedirects, maxTimeMs } = built;
  const limit = deadline(maxTimeMs);
  try {
    return { request, walk: await follow(request, route, maxRedirects, limit.signal, send), error: undefined };
  } catch (error) {
    return { request, walk: undefined, error: error instanceof Error ? error : new Error('The request failed') };
  } finally {
    limit.clear();
  }
}

/** The attempt as an exchange, for the rules. */
export function exchangeOf({ request, walk, error }: Attempt, around: Surroundings, probes?: ProbeResults): Exchange {
  return {
    ...around,
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers,
      ...(request.body && { body: readUtf8(request.body, 65_536) }),
    },
    ...(walk && {
      response: {
        status: walk.received.status,
        headers: walk.received.headers,
        body: walk.received.body,
        url: walk.url,
      },
      redirects: walk.redirects,
      sentAtMs: walk.received.sentAtMs,
      receivedAtMs: walk.received.receivedAtMs,
    }),
    ...(error && { error }),
    ...(probes && { probes }),
  };
}

/** The verdict on an attempt. A request that no client sends was refused before the server could: that explains it. */
export function verdictOn(exchange: Exchange, error: Error | undefined, nowMs: number): Diagnosis {
  const diagnosis = diagnose(exchange, { now: nowMs });
  return error instanceof UnsendableError && diagnosis.cause ? { ...diagnosis, status: 'explained' } : diagnosis;
}
