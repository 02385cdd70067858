import { headerValue } from '../http/header-list.ts';
import { digestOf } from './digest.ts';

/** What is remembered of every request, small: the patterns in time are found in these. */
export interface TrailStep {
  /** Its place among all requests, from 0. */
  index: number;
  /** Epoch milliseconds; `NaN` if unknown. */
  startMs: number;
  /** Equal to `startMs` when nobody measured how long it took. */
  endMs: number;
  /** 0: no answer. */
  status: number;
  isRefused: boolean;
  /** Tells requests apart: two steps of one key ask for the same thing. */
  key: string;
  origin: string;
  isRefresh: boolean;
  /** Tells refresh tokens apart; undefined if none was seen. */
  refreshToken: string | undefined;
  /** Tells credentials apart; undefined if none was seen. */
  credential: string | undefined;
}

/** What {@link trailStep} reads of a request and its answer. */
export interface TrailEntry {
  index: number;
  method: string;
  url: string;
  requestHeaders: readonly (readonly [string, string])[];
  requestBody: string;
  /** 0: no answer. */
  status: number;
  /** Epoch milliseconds; `NaN` if unknown. */
  startedAtMs: number;
  /** In milliseconds; 0 if nobody measured it. */
  durationMs: number;
}

const refreshPath = /\/(?:[\w-]*[-_])?(?:refresh|renew)(?:[-_]?(?:token|session|access[-_]?token|auth))?\/?$/i;
const refreshGrant = /grant_type(?:=|["']\s{0,4}:\s{0,4}["'])refresh_token\b/;
const refreshField = /(?:^|[&"'{,\s])refresh_?token["']?\s{0,4}[=:]\s{0,4}["']?([^"'&\s,}]{4,4096})/i;

/** Whether a request asks for new tokens: the refresh grant (RFC 6749 §6), or a path that says so. */
export function isRefreshRequest(entry: Pick<TrailEntry, 'method' | 'url' | 'requestBody'>): boolean {
  if (entry.method === 'OPTIONS' || entry.method === 'HEAD') return false;
  if (refreshGrant.test(entry.requestBody)) return true;
  const path = placeOf(entry.url);
  return (
    refreshPath.test(path) ||
    (entry.method === 'POST' && /token|session|auth/i.test(path) && refreshField.test(entry.requestBody))
  );
}

/**
 * A request as the patterns need it: of its credentials only what tells them apart.
 *
 * @param digest turns a secret into something that leads to no value. Default: {@link digestOf}.
 */
export function trailStep(entry: TrailEntry, isRefused: boolean, digest = digestOf): TrailStep {
  const isRefresh = isRefreshRequest(entry);
  const token = isRefresh ? refreshField.exec(entry.requestBody)?.[1] : undefined;
  const credential = isRefused ? headerValue(entry.requestHeaders, 'authorization') : undefined;
  return {
    index: entry.index,
    startMs: entry.startedAtMs,
    endMs: entry.startedAtMs + entry.durationMs,
    status: entry.status,
    isRefused: isRefused && entry.method !== 'OPTIONS',
    key: keyOf(entry, isRefresh, digest),
    origin: URL.canParse(entry.url) ? new URL(entry.url).origin : '',
    isRefresh,
    refreshToken: token === undefined ? undefined : digest(token),
    credential: credential === undefined ? undefined : digest(credential),
  };
}

const placeOf = (url: string): string => url.split(/[?#]/, 1)[0] as string;

/** A refresh is the same wherever its query differs; GraphQL and RPC tell their operations apart in the body only. */
const keyOf = ({ method, url, requestBody }: TrailEntry, isRefresh: boolean, digest: typeof digestOf): string => {
  const place = isRefresh ? placeOf(url) : url;
  const body = isRefresh || requestBody === '' ? '' : ` ${digest(requestBody)}`;
  return `${method} ${place.length > 300 ? digest(place) : place}${body}`;
};
