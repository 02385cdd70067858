import { createHash } from 'node:crypto';
import { headerValue } from '../http/header-list.ts';
import type { HarEntry } from './har-entry.ts';

/** What is remembered of every entry, small: the patterns in time are found in these. */
export interface TrailStep {
  index: number;
  /** Epoch milliseconds; `NaN` if unknown. */
  startMs: number;
  endMs: number;
  status: number;
  isRefused: boolean;
  /** Method and URL. */
  key: string;
  origin: string;
  isRefresh: boolean;
  /** Tells refresh tokens apart; undefined if none was seen. */
  refreshToken: string | undefined;
  /** Tells credentials apart; undefined if none was seen. */
  credential: string | undefined;
}

const refreshPath = /\/(?:[\w-]*[-_])?(?:refresh|renew)(?:[-_]?(?:token|session|access[-_]?token|auth))?\/?$/i;
const refreshGrant = /grant_type(?:=|["']\s{0,4}:\s{0,4}["'])refresh_token\b/;
const refreshField = /(?:^|[&"'{,\s])refresh_?token["']?\s{0,4}[=:]\s{0,4}["']?([^"'&\s,}]{4,4096})/i;

/** Whether a request asks for new tokens: the refresh grant (RFC 6749 §6), or a path that says so. */
export const isRefreshRequest = (entry: Pick<HarEntry, 'method' | 'url' | 'requestBody'>): boolean => {
  if (entry.method === 'OPTIONS' || entry.method === 'HEAD') return false;
  if (refreshGrant.test(entry.requestBody)) return true;
  const path = entry.url.split(/[?#]/, 1)[0] as string;
  return (
    refreshPath.test(path) ||
    (entry.method === 'POST' && /token|session|auth/i.test(path) && refreshField.test(entry.requestBody))
  );
};

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12);

export const trailStep = (entry: HarEntry, isRefused: boolean): TrailStep => {
  const isRefresh = isRefreshRequest(entry);
  const token = isRefresh ? refreshField.exec(entry.requestBody)?.[1] : undefined;
  const credential = isRefused ? headerValue(entry.requestHeaders, 'authorization') : undefined;
  return {
    index: entry.index,
    startMs: entry.startedAtMs,
    endMs: entry.startedAtMs + entry.durationMs,
    status: entry.status,
    isRefused: isRefused && entry.method !== 'OPTIONS',
    key: `${entry.method} ${entry.url.length > 300 ? digest(entry.url) : entry.url}`,
    origin: URL.canParse(entry.url) ? new URL(entry.url).origin : '',
    isRefresh,
    refreshToken: token === undefined ? undefined : digest(token),
    credential: credential === undefined ? undefined : digest(credential),
  };
};
