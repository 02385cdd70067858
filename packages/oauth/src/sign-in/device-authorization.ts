import type { TokensInput } from '@freshkey/core';
import { deviceAuthorizationRequest, processDeviceAuthorizationResponse } from 'oauth4webapi';
import { endpointOf } from '../discovery.ts';
import type { OAuth } from '../oauth.ts';
import { OAuthError } from '../oauth-error.ts';
import { shown } from '../text.ts';
import { refusalOf } from '../token-answer.ts';
import { requestTokens } from '../token-request.ts';

/** A sign-in on another device, under way. */
export interface DeviceAuthorization {
  /** What the user types in at `verificationUri`. */
  readonly userCode: string;
  readonly verificationUri: string;
  /** The same with the code in it, for a QR code. */
  readonly verificationUriComplete?: string;
  /** When the code ends, in milliseconds since the epoch. */
  readonly expiresAtMs: number;
  /**
   * Waits until the user has confirmed, for `session.signIn`. Asks no oftener than the server wants, and goes on where it does not
   * answer (RFC 8628 §3.5).
   *
   * @throws OAuthError `sign-in-failed`: declined (`access_denied`), or too late (`expired_token`); `token-endpoint`; the
   * signal's reason.
   */
  tokens(): Promise<TokensInput>;
}

/** RFC 8628 §3.2 and §3.5. */
const standardIntervalSec = 5;
const slowDownSec = 5;
const longestIntervalSec = 60;

/**
 * Begins a sign-in on another device (RFC 8628), for televisions and command lines.
 *
 * @param options.scope separated by spaces; default: that of `oauth`.
 * @param options.signal ends the waiting.
 * @throws OAuthError `discovery-failed`, `token-endpoint`.
 */
export async function deviceAuthorization(
  { authority }: Pick<OAuth, 'authority'>,
  { scope = authority.scope, signal }: { readonly scope?: string | undefined; readonly signal?: AbortSignal } = {},
): Promise<DeviceAuthorization> {
  const { settings, resource } = authority;
  const server = await authority.server();
  const url = endpointOf(server, 'device_authorization_endpoint', settings.allowHttp);
  const known = await authority.client(server);
  const client = authority.clientOf(known);
  const startedAtMs = Date.now();
  const members = {
    ...settings.parameters,
    ...(scope !== undefined && { scope }),
    ...(resource !== undefined && { resource }),
  };
  const options = authority.requestOptions(signal);
  const response = await deviceAuthorizationRequest(server, client, known.authenticate, members, options);
  if (!response.ok) throw await refusalOf(response, url, []);
  const device = await processDeviceAuthorizationResponse(server, client, response).catch((error) => {
    throw new OAuthError('token-endpoint', `${shown(url)} answered with what cannot be used: ${error.message}.`);
  });
  const expiresAtMs = startedAtMs + device.expires_in * 1000;
  const poll = () =>
    requestTokens(authority, {
      grantType: 'urn:ietf:params:oauth:grant-type:device_code',
      parameters: { device_code: device.device_code },
      signal,
    });
  let waiting: Promise<TokensInput> | undefined;
  return {
    userCode: device.user_code,
    verificationUri: device.verification_uri,
    ...(device.verification_uri_complete !== undefined && {
      verificationUriComplete: device.verification_uri_complete,
    }),
    expiresAtMs,
    tokens() {
      waiting ??= waitForTokens(poll, {
        intervalSec: device.interval ?? standardIntervalSec,
        expiresAtMs,
        signal,
        issuer: server.issuer,
      });
      return waiting;
    },
  };
}

interface Waiting {
  readonly intervalSec: number;
  readonly expiresAtMs: number;
  readonly signal: AbortSignal | undefined;
  readonly issuer: string;
}

async function waitForTokens(poll: () => Promise<TokensInput>, waiting: Waiting): Promise<TokensInput> {
  const { expiresAtMs, signal, issuer } = waiting;
  let { intervalSec } = waiting;
  for (;;) {
    if (Date.now() + intervalSec * 1000 >= expiresAtMs) throw expired(issuer);
    await pause(intervalSec * 1000, signal);
    try {
      return await poll();
    } catch (error) {
      signal?.throwIfAborted();
      intervalSec = nextIntervalSec(error, intervalSec, issuer);
    }
  }
}

/** How long to wait before the next question; throws where there is none. */
function nextIntervalSec(error: unknown, intervalSec: number, issuer: string): number {
  if (!(error instanceof OAuthError)) throw error;
  const { error: code, status = 503 } = error;
  if (code === 'authorization_pending') return intervalSec;
  if (code === 'slow_down') return intervalSec + slowDownSec;
  if (code === 'expired_token') throw expired(issuer, error);
  if (code === 'access_denied')
    throw new OAuthError('sign-in-failed', `The user declined at ${shown(issuer)}, on the other device.`, {
      error: code,
    });
  // It did not answer, or is busy: asked more and more seldom.
  if (status >= 500 || status === 429) return Math.min(intervalSec * 2, Math.max(intervalSec, longestIntervalSec));
  throw error;
}

function expired(issuer: string, cause?: unknown): OAuthError {
  const why = `The "device_code" of ${shown(issuer)} was not confirmed in time on the other device: begin the sign-in anew.`;
  return new OAuthError('sign-in-failed', why, { error: 'expired_token', cause });
}

function pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, waitMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
