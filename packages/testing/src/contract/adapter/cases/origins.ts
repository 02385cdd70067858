import { check, equal, rejectionOf } from '../../assertions.ts';
import type { Scheme } from '../../seams.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { Stage } from '../stage.ts';
import type { ContractClient } from '../subject.ts';
import { createHopping, guardedKeyInQuery, keyInHeader } from './schemes.ts';

const encoded = (url: string) => encodeURIComponent(url);

/** Every message along the chain of causes. */
const wordsOf = (error: unknown): string => {
  const { message = '', cause } = Object(error) as { message?: string; cause?: unknown };
  return cause === undefined || cause === error ? message : `${message} ${wordsOf(cause)}`;
};

/** A client whose session carries a key; `undefined`: it cannot keep the key safe, and says so. */
const connected = async (stage: Stage, scheme: Scheme): Promise<ContractClient | undefined> => {
  const session = stage.session({ tokens: await stage.world.issue(), scheme });
  try {
    return await stage.connect(session);
  } catch (error) {
    check(error instanceof TypeError, 'a client that cannot keep the key safe refuses it with a TypeError');
    return undefined;
  }
};

const carriesNoKeyAway = (what: string, scheme: Scheme, where: string): AdapterCase => ({
  name: `${what}, or refuses to be attached`,
  async body(stage) {
    const client = await connected(stage, scheme);
    if (!client) return;
    for (const status of [302, 307]) {
      const { path } = stage.path(`/api/redirect?status=${status}&to=${encoded(`${stage.elsewhereUrl}/public/echo`)}`);
      await stage.outcome(stage.send(client, { path }));
    }
    const sent = (await stage.journal()).entries.filter(({ kind }) => kind === 'api');
    for (const { tokensIn } of sent) equal(tokensIn, [where], 'where the key stood');
    check(sent.length > 0, 'the request is sent');
    (await stage.elsewhereJournal()).expectNoTokens();
  },
});

/** Where a credential may go, and where it never does (promise 8). */
export const originCases: readonly AdapterCase[] = [
  {
    name: 'sends no credential to another origin, and does not refresh for its 401',
    async body(stage) {
      const { client } = await stage.signedIn({}, { expired: false });
      const outcome = await stage.outcome(stage.send(client, { path: `${stage.elsewhereUrl}/api/orders` }));
      stage.expectStatus([outcome], 401);
      (await stage.elsewhereJournal()).expectNoTokens();
      (await stage.journal()).expectRefreshes(0);
    },
  },
  {
    name: 'sends credentials to every origin that the session names, and to no other',
    async body(stage) {
      const { client } = await stage.signedIn({ origins: [stage.elsewhereUrl] }, { expired: false });
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 401);
      (await stage.journal()).expectNoTokens();
      await stage.outcome(stage.send(client, { path: `${stage.elsewhereUrl}/api/orders` }));
      const entries = (await stage.elsewhereJournal()).entries.filter(({ kind }) => kind === 'api');
      check(entries[0]?.credential, 'the origin that is named gets a credential');
    },
  },
  {
    name: 'follows a redirect within the origin with the credential',
    async body(stage) {
      const { client } = await stage.signedIn();
      const { path } = stage.path(`/api/redirect?to=${encoded('/api/orders')}`);
      stage.expectStatus([await stage.outcome(stage.send(client, { path }))], 200);
      (await stage.journal()).expectRefreshes(1);
    },
  },
  {
    name: 'carries no token along a redirect to another origin, in any header',
    async body(stage) {
      const { client } = await stage.signedIn({}, { expired: false });
      const { path } = stage.path(`/api/redirect?to=${encoded(`${stage.elsewhereUrl}/public/echo`)}`);
      await stage.outcome(stage.send(client, { path }));
      (await stage.elsewhereJournal()).expectNoTokens();
    },
  },
  {
    name: 'carries no token along a redirect to another origin when it is replayed after a refresh',
    async body(stage) {
      const { client } = await stage.signedIn();
      const { path } = stage.path(`/api/redirect?status=307&to=${encoded(`${stage.elsewhereUrl}/api/orders`)}`);
      await stage.outcome(stage.send(client, { path, method: 'POST', json: { a: 1 } }));
      await stage.outcome(stage.send(client, stage.path()));
      await stage.outcome(stage.send(client, { path }));
      (await stage.elsewhereJournal()).expectNoTokens();
    },
  },
  {
    name: 'does not refresh for the 401 of another origin that a redirect led to',
    async body(stage) {
      const { client } = await stage.signedIn({}, { expired: false });
      const { path } = stage.path(`/api/redirect?to=${encoded(`${stage.elsewhereUrl}/api/orders`)}`);
      const outcome = await stage.outcome(stage.send(client, { path }));
      check(outcome.status === 401 || outcome.status === undefined, 'the caller gets the refusal, or no answer at all');
      (await stage.journal()).expectRefreshes(0);
    },
  },
  carriesNoKeyAway(
    'carries a key in a header of its own along no redirect to another origin',
    keyInHeader,
    'header x-api-key',
  ),
  carriesNoKeyAway('carries a key in the query along no redirect to another origin', guardedKeyInQuery, 'query'),
  {
    name: 'follows a redirect within the origin with a key, or says why not',
    async body(stage) {
      for (const scheme of [keyInHeader, guardedKeyInQuery]) {
        const client = await connected(stage, scheme);
        if (!client) continue;
        const { path } = stage.path(`/api/redirect?to=${encoded('/api/orders')}`);
        const outcome = await stage.outcome(stage.send(client, { path }));
        if (outcome.status !== undefined) stage.expectStatus([outcome], 200);
        else check(/redirect/.test(wordsOf(outcome.original)), 'an error that a redirect is the matter of says so');
      }
    },
  },
  {
    name: 'asks for a credential at each hop within the origin where the scheme makes one for each request',
    async body(stage) {
      const hops: string[] = [];
      const { client } = await stage.signedIn({ scheme: createHopping(hops) }, { expired: false });
      const { path } = stage.path(`/api/redirect?status=303&to=${encoded('/api/orders')}`);
      const outcome = await stage.outcome(stage.send(client, { path, method: 'POST', json: {} }));
      // What keeps redirects out of sight can make no new one.
      if (outcome.status === undefined || hops.length === 1) return;
      stage.expectStatus([outcome], 200);
      equal(hops.length, 2, 'how often a credential was made');
      check(hops[1]?.startsWith(`GET ${stage.url}/api/orders`), 'the second one is for the request that follows');
    },
  },
  {
    name: 'rejects an origin that is more than scheme, host and port',
    async body(stage) {
      const error = await rejectionOf(() => stage.session({ origins: [`${stage.url}/api`] }), 'a path in an origin');
      check(error instanceof TypeError, 'a wrong option is a TypeError');
      equal(/origins/.test((error as Error).message), true, 'that the message names the option');
    },
  },
];
