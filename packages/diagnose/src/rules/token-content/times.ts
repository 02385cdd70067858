import type { Facts } from '../../facts.ts';
import type { Confidence } from '../../finding.ts';
import { durationText, instantText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import {
  callsInvalid,
  claimedMs,
  concernsToken,
  diagnosticOnly,
  isExpired,
  maxSec,
  namesAnotherReason,
  shown,
} from './claims.ts';
import { clockOffsetMs, clockOffsetText } from './clock.ts';

/** How far two clocks may be apart before it is worth a word. */
const maxSkewMs = 120_000;
/** Within this, a local clock alone proves nothing. */
const doubtfulMs = 300_000;

const clockText = ({ clock, isTokenAlone }: Facts): string =>
  clock === 'server'
    ? 'the server’s clock'
    : isTokenAlone
      ? 'the local clock'
      : 'the local clock, since the server does not tell its own';

/** How sure it is that a time of the token is the reason: by whose clock, by how much, and what the server says. */
function confidenceOf(facts: Facts, topic: 'expired' | 'not-yet-valid', byMs: number): Confidence {
  if (facts.topics.has(topic)) return 'proof';
  if (!concernsToken(facts)) return 'hint';
  if (namesAnotherReason(facts, topic)) return 'likely';
  if (facts.clock === 'server' || facts.isTokenAlone) return 'proof';
  return byMs > doubtfulMs ? 'likely' : 'hint';
}

export const tokenExpired: Rule = {
  id: 'token-expired',
  row: 'D01',
  title: 'The token has expired',
  confidence: 'proof',
  reference: 'RFC 7519 §4.1.4; RFC 6750 §3.1 (invalid_token)',
  covers: ['A02', 'B14', 'D22', 'E01', 'J16'],
  find(facts) {
    const expiresAtMs = claimedMs(facts, 'exp');
    if (expiresAtMs === undefined) return undefined;
    const heard = facts.topics.has('expired') ? facts.heard('expired') : undefined;
    const { nowMs } = facts;
    if (nowMs === undefined ? heard === undefined : expiresAtMs > nowMs) return undefined;
    const byMs = nowMs === undefined ? 0 : nowMs - expiresAtMs;
    const evidence = [
      nowMs === undefined
        ? `It expired at ${instantText(expiresAtMs)} ${diagnosticOnly}.`
        : `It expired ${durationText(byMs)} ago by ${clockText(facts)}, at ${instantText(expiresAtMs)} ${diagnosticOnly}.`,
    ];
    if (heard) evidence.push(heard);
    else if (!facts.isTokenAlone && !namesAnotherReason(facts, 'expired'))
      evidence.push(...(callsInvalid(facts).length > 0 ? callsInvalid(facts) : ['The server names no other reason.']));
    const offset = clockOffsetText(facts);
    if (byMs < doubtfulMs && offset) evidence.push(offset);
    return {
      evidence,
      fix: `Refresh the token${facts.isTokenAlone ? '' : ' and send the request again'}; from then on refresh it before it expires.`,
      confidence: nowMs === undefined ? 'likely' : confidenceOf(facts, 'expired', byMs),
    };
  },
};

export const tokenNotYetValid: Rule = {
  id: 'token-not-yet-valid',
  row: 'D02',
  title: 'The token is not valid yet',
  confidence: 'proof',
  reference: 'RFC 7519 §4.1.5',
  covers: ['A02'],
  find(facts) {
    const validAtMs = claimedMs(facts, 'nbf');
    const { nowMs } = facts;
    if (validAtMs === undefined || nowMs === undefined || validAtMs <= nowMs) return undefined;
    const evidence = [
      `It is valid only from ${instantText(validAtMs)} on, in ${durationText(validAtMs - nowMs)} by ${clockText(facts)} ${diagnosticOnly}.`,
    ];
    const heard = facts.topics.has('not-yet-valid') ? facts.heard('not-yet-valid') : undefined;
    evidence.push(...(heard ? [heard] : callsInvalid(facts)));
    return {
      evidence,
      fix: 'Wait until then, or set the issuer’s clock right. Servers usually forgive 30 to 60 seconds.',
      confidence: confidenceOf(facts, 'not-yet-valid', validAtMs - nowMs),
    };
  },
};

const skewWords = /clock|skew|too far|system time|timestamp/;

export const localClockWrong: Rule = {
  id: 'local-clock-wrong',
  row: 'D03',
  title: 'The local clock is wrong',
  confidence: 'proof',
  reference: 'RFC 9110 §6.6.1 (Date); RFC 7519 §4.1.4 to §4.1.6',
  covers: ['D01', 'D02', 'D06', 'E06'],
  find(facts) {
    const offsetMs = clockOffsetMs(facts);
    if (offsetMs === undefined || Math.abs(offsetMs) <= maxSkewMs) return undefined;
    const { nowMs, localNowMs } = facts;
    const evidence = [clockOffsetText(facts) ?? ''];
    const expiresAtMs = claimedMs(facts, 'exp');
    const startsAtMs = Math.max(claimedMs(facts, 'nbf') ?? 0, claimedMs(facts, 'iat') ?? 0);
    let isReason = false;
    if (nowMs !== undefined && localNowMs !== undefined) {
      if (expiresAtMs !== undefined && expiresAtMs <= nowMs && expiresAtMs > localNowMs) {
        evidence.push(
          `By the local clock the token still looked alive; it expired at ${instantText(expiresAtMs)} ${diagnosticOnly}.`,
        );
        isReason = true;
      } else if (startsAtMs > nowMs && startsAtMs <= localNowMs + 1_000) {
        evidence.push(
          `The token dates from ${instantText(startsAtMs)}, which the server’s clock has not reached ${diagnosticOnly}.`,
        );
        isReason = true;
      }
    }
    const heard = facts.says(skewWords) ? facts.heard(skewWords) : undefined;
    if (heard) evidence.push(heard);
    return {
      evidence,
      fix: 'Set the clock right: `timedatectl set-ntp true`, in WSL2 `sudo hwclock -s`, in a virtual machine after its resume.',
      confidence: isReason || heard ? 'proof' : 'hint',
    };
  },
};

const times = ['exp', 'nbf', 'iat'] as const;

export const timeInMilliseconds: Rule = {
  id: 'token-time-in-milliseconds',
  row: 'D04',
  title: 'The token counts its time in milliseconds, not in seconds',
  confidence: 'proof',
  reference: 'RFC 7519 §2 (NumericDate)',
  covers: ['A02'],
  find(facts) {
    const { claims } = facts;
    if (!claims) return undefined;
    const wrong = times.filter((name) => typeof claims[name] === 'number' && claims[name] > maxSec);
    if (wrong.length === 0) return undefined;
    const year = new Date(Math.min(Number(claims[wrong[0] ?? 'exp']) * 1_000, 8.64e15)).getUTCFullYear();
    return {
      evidence: [
        `\`${wrong.join('`, `')}\` ${wrong.length > 1 ? 'have' : 'has'} 12 digits or more, which as seconds is the year ${year} or later ${diagnosticOnly}.`,
        ...callsInvalid(facts),
      ],
      fix: 'The issuer must divide by 1000: `Math.floor(Date.now() / 1000)`. Some libraries then take the token for one that never expires, strict servers refuse it.',
      confidence: namesAnotherReason(facts, 'expired') || !concernsToken(facts) ? 'hint' : 'proof',
    };
  },
};

const missingExp = /no expiration|no exp\b|exp.{0,20}(?:missing|required|absent)|missing.{0,20}\bexp/;

export const timeOfWrongType: Rule = {
  id: 'token-time-of-wrong-type',
  row: 'D05',
  title: 'A time of the token is missing or is not a number',
  confidence: 'proof',
  reference: 'RFC 7519 §2 (NumericDate), §4.1.4',
  covers: ['A02'],
  find(facts) {
    const { claims } = facts;
    if (!claims) return undefined;
    const wrong = times.filter(
      (name) =>
        name in claims && (typeof claims[name] !== 'number' || !Number.isFinite(claims[name]) || claims[name] < 0),
    );
    if (wrong.length > 0) {
      const [name = 'exp'] = wrong;
      const type = claims[name] === null ? 'null' : typeof claims[name];
      const heard = facts.topics.has('expired') ? facts.heard('expired') : undefined;
      return {
        evidence: [
          `\`${name}\` is ${type === 'string' ? 'text' : type === 'number' ? 'a negative number' : type}, and must be a number of seconds ${diagnosticOnly}.`,
          ...(heard ? [heard] : callsInvalid(facts)),
        ],
        fix: 'The issuer must write the time as a JSON number: seconds since 1970.',
        confidence: concernsToken(facts) ? 'proof' : 'hint',
      };
    }
    if ('exp' in claims || !facts.says(missingExp)) return undefined;
    return {
      evidence: [
        `The token has no \`exp\` ${diagnosticOnly}.`,
        facts.heard(missingExp) ?? 'The server asks for an expiration.',
      ],
      fix: 'The issuer must set an expiration (`exp`).',
    };
  },
};

export const issuedInFuture: Rule = {
  id: 'token-issued-in-future',
  row: 'D06',
  title: 'The token says that it was issued in the future',
  confidence: 'proof',
  reference: 'RFC 7519 §4.1.6',
  covers: ['A02', 'D02', 'D09', 'E14'],
  find(facts) {
    const issuedAtMs = claimedMs(facts, 'iat');
    const { nowMs } = facts;
    const isTold =
      facts.topics.has('issued-in-future') || (facts.topics.has('not-yet-valid') && facts.claims?.nbf === undefined);
    if (nowMs === undefined || (issuedAtMs === undefined && !isTold)) return undefined;
    if (issuedAtMs !== undefined && issuedAtMs <= nowMs + (isTold ? -maxSkewMs : 60_000)) return undefined;
    const heard = isTold ? (facts.heard('issued-in-future') ?? facts.heard('not-yet-valid')) : undefined;
    if (issuedAtMs === undefined && heard === undefined) return undefined;
    return {
      evidence: [
        ...(heard ? [heard] : []),
        ...(issuedAtMs === undefined
          ? ['The assertion or token carries its own times, and the server’s clock does not agree with them.']
          : [
              `\`iat\` is ${durationText(issuedAtMs - nowMs)} ${issuedAtMs >= nowMs ? 'ahead of' : 'behind'} ${clockText(facts)} ${diagnosticOnly}.`,
            ]),
        ...(heard ? [] : callsInvalid(facts)),
      ],
      fix: 'Set the clock of the machine that issues the token right, or subtract 60 seconds from `iat` when you sign it yourself.',
      confidence: heard ? 'proof' : 'likely',
    };
  },
};

const revokedWords =
  /revoked|logged out|session (?:has )?(?:ended|terminated|not found|does not exist)|invalidated|blacklisted|inactive|no longer (?:valid|active)/;

/** What is said of a session, and not of the token that stands for it. */
const sessionEnded =
  /session (?:has |was |is |had )?(?:expired|ended|timed out|been (?:closed|terminated))|no longer valid/;

export const tokenRevoked: Rule = {
  id: 'token-revoked',
  row: 'D22',
  title: 'The token was revoked, or its session has ended',
  confidence: 'proof',
  reference: 'RFC 7009; RFC 7662; RFC 9700 §4.14.2',
  covers: ['A02', 'D23'],
  find(facts) {
    if (!facts.token) return undefined;
    const fix =
      'Sign in again: a refresh helps only if the refresh token was not revoked with it. To be certain, ask the introspection endpoint (RFC 7662).';
    if (facts.refusal === 'session-expired' && (facts.status === 498 || facts.status === 440)) {
      return {
        evidence: [
          `The answer is ${facts.status}: ${facts.status === 498 ? 'ArcGIS’s status for an invalid or expired token' : 'IIS’s status for a log-in that timed out'}.`,
        ],
        fix,
      };
    }
    if (!concernsToken(facts)) return undefined;
    const hasEnded = facts.token.kind === 'jwt' && !isExpired(facts) ? facts.heard(sessionEnded) : undefined;
    if (hasEnded === undefined && (!facts.topics.has('revoked') || facts.topics.has('expired'))) return undefined;
    const heard = hasEnded ?? facts.heard('revoked');
    if (!heard) return undefined;
    const evidence = [heard];
    if (facts.token.kind === 'jwt' && !isExpired(facts))
      evidence.push(`By its looks nothing else is wrong with the token ${diagnosticOnly}.`);
    else evidence.push(...callsInvalid(facts));
    return { evidence, fix, confidence: hasEnded !== undefined || facts.says(revokedWords) ? 'proof' : 'likely' };
  },
};

export const accountGone: Rule = {
  id: 'account-disabled-or-recreated',
  row: 'D23',
  title: 'The account behind the token was disabled, deleted or made anew',
  confidence: 'likely',
  reference: 'Kubernetes: bound service account tokens',
  covers: ['A02'],
  find(facts) {
    if (!concernsToken(facts) || !facts.token) return undefined;
    const subject = facts.claims?.sub;
    if (
      typeof subject === 'string' &&
      subject.startsWith('system:serviceaccount:') &&
      facts.response?.member('kind') === 'Status' &&
      !isExpired(facts)
    ) {
      return {
        evidence: [
          `The token is that of a Kubernetes service account, and within its life ${diagnosticOnly}.`,
          `Kubernetes does not know it any more (${shown(facts, String(facts.response.member('reason') ?? 'Unauthorized'))}).`,
        ],
        fix: 'Get a new token: `kubectl create token <service account>`. Tokens end with the account’s UID when it, its pod or its secret is made anew.',
      };
    }
    const heard = facts.topics.has('disabled') ? facts.heard('disabled') : undefined;
    if (!heard) return undefined;
    return {
      evidence: [heard, isExpired(facts) ? '' : 'Nothing else is seen to be wrong with the token.'].filter(
        (text) => text !== '',
      ),
      fix: 'Have the account enabled again, or sign in with another one. Refreshing cannot help.',
    };
  },
};
