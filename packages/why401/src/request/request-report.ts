import type { Diagnosis, Finding, RedirectStep } from '@freshkey/diagnose';
import type { HeaderList } from '../http/header-list.ts';
import { headerValue } from '../http/header-list.ts';
import type { OutgoingRequest } from '../http/outgoing.ts';
import { printableLine } from '../output/printable.ts';
import { bodyNote, safeBody, safeHeaders, safeUrl } from '../output/safe-exchange.ts';

/** One extra request and its answer, as it may be printed. */
export interface ProbeLine {
  name: string;
  method: string;
  url: string;
  /** HTTP status; 0: no answer. */
  status: number;
}

/** What is printed as JSON for a request. Fields may be added within a schema version. */
export interface RequestReport {
  schema: 1;
  status: Diagnosis['status'];
  cause: Finding | null;
  alsoCheck: Finding[];
  request: { method: string; url: string; headers: HeaderList; body?: string };
  /** Null: no answer came. */
  response: { status: number; url: string; headers: HeaderList; body: string } | null;
  /** Why no answer came. */
  error?: { name: string; code?: string; message: string };
  redirects: RedirectStep[];
  probes?: ProbeLine[];
  notes: string[];
}

/** A request and what came of it, as it may be reported. */
export interface Told {
  request: OutgoingRequest;
  walk:
    | { received: { status: number; headers: HeaderList; body: string }; url: string; redirects: RedirectStep[] }
    | undefined;
  error: Error | undefined;
}

/** The report, credentials cut; what is left goes through the set of known secrets before it is printed. */
export function requestReport(
  diagnosis: Diagnosis,
  { request, walk, error }: Told,
  notes: readonly string[],
  probes?: ProbeLine[],
): RequestReport {
  return {
    schema: 1,
    status: diagnosis.status,
    cause: diagnosis.cause,
    alsoCheck: diagnosis.alsoCheck,
    request: {
      method: request.method,
      url: safeUrl(request.url),
      headers: safeHeaders(request.headers),
      ...(request.body && { body: bodyNote(request.body.byteLength, headerValue(request.headers, 'content-type')) }),
    },
    response: walk
      ? {
          status: walk.received.status,
          url: safeUrl(walk.url),
          headers: safeHeaders(walk.received.headers, 'response'),
          body: diagnosis.status === 'not-refused' ? '' : safeBody(walk.received.body),
        }
      : null,
    ...(error && { error: errorReport(error) }),
    redirects: (walk?.redirects ?? []).map((step) => ({ ...step, from: safeUrl(step.from), to: safeUrl(step.to) })),
    ...(probes && { probes }),
    notes: [...notes],
  };
}

const errorReport = (error: Error): NonNullable<RequestReport['error']> => {
  const code = (error as NodeJS.ErrnoException).code;
  return { name: error.name, ...(typeof code === 'string' && { code }), message: errorText(error) };
};

const known: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused: nothing listens there',
  ECONNRESET: 'The connection was closed before an answer came',
  ENOTFOUND: 'The host name is not known',
  EAI_AGAIN: 'The host name could not be looked up',
  EHOSTUNREACH: 'The host cannot be reached',
  ENETUNREACH: 'The network cannot be reached',
  EPROTO: 'The server does not speak TLS as it should',
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is signed by itself; -k takes it",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate is signed by an authority that is not known; -k takes it",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The server's certificate cannot be verified; -k takes it",
  CERT_HAS_EXPIRED: "The server's certificate has expired; -k takes it",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another name; -k takes it",
};

/** Our own words where there are any: the messages of the platform may repeat a value. */
const errorText = (error: Error): string => {
  const code = (error as NodeJS.ErrnoException).code;
  const text = code !== undefined && Object.hasOwn(known, code) ? known[code] : error.message;
  return printableLine((text ?? 'The request failed').slice(0, 300));
};
