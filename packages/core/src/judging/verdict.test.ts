import { parseChallenges } from '@freshkey/challenge';
import { describe, expect, test, vi } from 'vitest';
import { bearer } from '../sending/scheme.ts';
import { apiKey } from '../sending/schemes/api-key.ts';
import { cookie } from '../sending/schemes/cookie.ts';
import { isForeign, type Judgement, judge, type ReplayReason } from './verdict.ts';

type Current = Judgement['current'];
type Case = Omit<Partial<Judgement>, 'current' | 'ticket' | 'challenges' | 'left'> & {
  readonly header?: string;
  readonly current?: Partial<Current>;
  readonly ticket?: Partial<Judgement['ticket']>;
  readonly used?: readonly ReplayReason[];
};

/** A 401 on the current token of a session that can refresh, and what is different about it. */
function judgement({ header = 'Bearer error="invalid_token"', current, ticket, used = [], ...more }: Case): Judgement {
  return {
    status: 401,
    challenges: parseChallenges(header).challenges,
    scheme: bearer(),
    again: false,
    ticket: { loginId: 'ada', generation: 2, sent: true, ...ticket },
    current: { loginId: 'ada', generation: 2, signedIn: true, isYoung: false, isUnborn: false, ...current },
    ownOrigin: true,
    canRefresh: true,
    canAuthorize: false,
    forbidsRefresh: false,
    isForeignKnown: false,
    advice: () => 'refresh',
    left: (reason) => !used.includes(reason),
    ...more,
  };
}

const said = (given: Case) => {
  const verdict = judge(judgement(given));
  return [verdict.action, 'reason' in verdict ? verdict.reason : 'demand' in verdict ? verdict.demand : '']
    .join(' ')
    .trim();
};

const older = { ticket: { generation: 1 } };
const signedOut = { current: { loginId: 'bob', signedIn: false } };
const scope = 'Bearer error="insufficient_scope", scope="write"';
const metadata = 'Bearer resource_metadata="https://api.test/.well-known/oauth-protected-resource"';
const nobody: Case = {
  ticket: { loginId: undefined, generation: 0, sent: false },
  current: { loginId: undefined, generation: 0, signedIn: false, isUnborn: true },
};

describe('a refusal', () => {
  test.each<[string, Case, string]>([
    ['of the current token is refreshed for', {}, 'refresh'],
    ['without a challenge is refreshed for', { header: '' }, 'refresh'],
    ['of a token before the current one is sent again with that', older, 'replay newer-token'],
    ['of an older token, sent again already, surfaces', { ...older, used: ['newer-token'] }, 'surface still-refused'],
    [
      'of an older token is no reason to refresh, whatever its origin taught',
      { ...older, isForeignKnown: true, header: 'Basic' },
      'replay newer-token',
    ],
    ['by another origin is not ours', { ownOrigin: false, status: 407 }, 'surface other-origin'],
    ['by a proxy is its own business', { status: 407, ticket: { sent: false } }, 'surface proxy'],
    ['of another login is for somebody else', { current: { loginId: 'bob' } }, 'surface session-replaced'],
    ['of a login that has left', signedOut, 'surface signed-out'],
    ['of the login that ended', { current: { signedIn: false } }, 'surface session-ended'],
    ['where nobody may refresh', { forbidsRefresh: true }, 'surface refresh-forbidden'],
    ['where nobody may and nobody can', { forbidsRefresh: true, canRefresh: false }, 'surface refresh-forbidden'],
    ['where nobody can refresh', { canRefresh: false, current: { isYoung: true } }, 'surface no-refresh'],
    ['after its refresh surfaces', { used: ['refreshed'] }, 'surface still-refused'],
    ['that experience says is useless surfaces', { advice: () => 'surface' }, 'surface refresh-useless'],
    ['that is to be sent once more first', { advice: () => 'resend' }, 'replay same-token'],
    ['that was sent once more is refreshed for', { advice: () => 'resend', used: ['same-token'] }, 'refresh'],
    ['of a token that was just issued is sent again', { current: { isYoung: true } }, 'replay young-token'],
    ['of a young token twice is refreshed for', { current: { isYoung: true }, used: ['young-token'] }, 'refresh'],
  ])('%s', (_name, given, verdict) => {
    expect(said(given)).toBe(verdict);
  });

  test('asks experience only where a refresh would begin', () => {
    const advice = vi.fn(() => 'refresh' as const);
    for (const given of [
      older,
      signedOut,
      { forbidsRefresh: true },
      { used: ['refreshed'] as const },
      { header: scope },
    ])
      judge(judgement({ ...given, advice }));
    expect(advice).not.toHaveBeenCalled();
    judge(judgement({ advice }));
    expect(advice).toHaveBeenCalledTimes(1);
  });
});

describe('a scheme that asks for a new proof', () => {
  test.each<[string, Case, string]>([
    ['gets one', { again: true, header: 'DPoP error="use_dpop_nonce"' }, 'replay again'],
    ['gets one for an older token too', { again: true, ...older }, 'replay again'],
    ['gets one alone', { again: true, used: ['again'] }, 'refresh'],
    ['gets none for somebody who has left', { again: true, ...signedOut }, 'surface signed-out'],
  ])('%s', (_name, given, verdict) => {
    expect(said(given)).toBe(verdict);
  });
});

describe('what a refresh cannot bring', () => {
  test.each<[string, string, string]>([
    ['a scope', scope, 'insufficient-scope'],
    ['a stronger sign-in', 'Bearer error="insufficient_user_authentication"', 'step-up'],
    ['claims', 'Bearer error="insufficient_claims", claims="e30="', 'claims-challenge'],
  ])('%s is asked for where somebody can be asked, and else surfaces', (_name, header, reason) => {
    expect(said({ header })).toBe(`surface ${reason}`);
    expect(judge(judgement({ header, canAuthorize: true }))).toEqual({
      action: 'authorize',
      demand: reason,
      otherwise: reason,
    });
    expect(said({ header, canAuthorize: true, used: ['authorized'] })).toBe(`surface ${reason}`);
    expect(said({ header, canAuthorize: true, current: { signedIn: false } })).toBe(`surface ${reason}`);
    expect(said({ header, canAuthorize: true, ...older })).toBe('replay newer-token');
    expect(said({ header, ...older })).toBe(`surface ${reason}`);
    expect(said({ header, canAuthorize: true, ...older, used: ['newer-token'] })).toBe(`authorize ${reason}`);
  });

  test.each<[string, string]>([
    ['Bearer error="invalid_request"', 'malformed-request'],
    ['Bearer error="invalid_dpop_proof"', 'invalid-proof'],
    ['Bearer error="use_dpop_nonce"', 'invalid-proof'],
    ['Basic realm="gate", Bearer error="invalid_request"', 'malformed-request'],
  ])('%s surfaces, whoever can be asked', (header, reason) => {
    expect(said({ header, canAuthorize: true })).toBe(`surface ${reason}`);
  });

  test('is read of the own scheme alone', () => {
    expect(said({ header: 'DPoP error="insufficient_scope"' })).toBe('refresh');
  });
});

describe('a challenge for another scheme', () => {
  const header = 'Basic realm="staging"';

  test.each<[string, Case, string]>([
    ['is refreshed for once', { header }, 'refresh'],
    ['is known for what it is after that', { header, used: ['refreshed'] }, 'surface other-scheme'],
    ['excludes a refresh where a fresh token has met it', { header, isForeignKnown: true }, 'surface other-scheme'],
    ['excludes none beside one of ours', { header: `${header}, Bearer`, isForeignKnown: true }, 'refresh'],
    ['excludes none where there is no challenge', { header: '', isForeignKnown: true }, 'refresh'],
    ['says nothing of a young token', { header, current: { isYoung: true } }, 'refresh'],
  ])('%s', (_name, given, verdict) => {
    expect(said(given)).toBe(verdict);
  });

  test('is one by the name of the scheme, or by what the scheme says that it answers', () => {
    const foreign = (scheme: Judgement['scheme'], given: string) => isForeign(judgement({ scheme, header: given }));
    expect(foreign(bearer(), 'BEARER')).toBe(false);
    expect(foreign(bearer(), header)).toBe(true);
    expect(foreign(bearer(), '')).toBe(false);
    expect(foreign({ ...bearer(), name: 'Token' }, 'token')).toBe(false);
    expect(foreign(cookie(), 'Session')).toBe(false);
    expect(foreign(apiKey({ header: 'x-key' }), 'Negotiate')).toBe(true);
  });
});

describe('a request that went out without a credential', () => {
  test.each<[string, Case, string]>([
    ['surfaces', nobody, 'surface no-credential'],
    ['surfaces though somebody can be asked', { ...nobody, canAuthorize: true }, 'surface no-credential'],
    [
      'asks for a sign-in where the API names its resource',
      { ...nobody, canAuthorize: true, header: metadata },
      'authorize sign-in',
    ],
    ['asks beside a gate too', { ...nobody, canAuthorize: true, header: `Basic, ${metadata}` }, 'authorize sign-in'],
    [
      'asks nobody twice',
      { ...nobody, canAuthorize: true, header: metadata, used: ['authorized'] },
      'surface no-credential',
    ],
    ['asks nobody where nobody can be asked', { ...nobody, header: metadata }, 'surface no-credential'],
    [
      'asks nobody who has signed out',
      { ticket: { sent: false }, current: { signedIn: false }, canAuthorize: true, header: metadata },
      'surface no-credential',
    ],
  ])('%s', (_name, given, verdict) => {
    expect(said(given)).toBe(verdict);
  });

  test('surfaces for the want of a credential where nobody signs in', () => {
    expect(judge(judgement({ ...nobody, canAuthorize: true, header: metadata }))).toEqual({
      action: 'authorize',
      demand: 'sign-in',
      otherwise: 'no-credential',
    });
  });
});
