import { check, equal, rejectionOf } from '../../assertions.ts';
import type { Scheme } from '../../seams.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { ContractClient } from '../subject.ts';
import { keyInHeader } from './schemes.ts';

const encoded = (url: string) => encodeURIComponent(url);

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
  {
    name: 'carries a key in a header of its own along no redirect to another origin, or refuses to be attached',
    async body(stage) {
      const scheme: Scheme = keyInHeader;
      const session = stage.session({ tokens: await stage.world.issue(), scheme });
      let client: ContractClient;
      try {
        client = await stage.connect(session);
      } catch (error) {
        return check(error instanceof TypeError, 'a client that cannot keep the key safe refuses it with a TypeError');
      }
      const { path } = stage.path(`/api/redirect?to=${encoded(`${stage.elsewhereUrl}/public/echo`)}`);
      await stage.outcome(stage.send(client, { path }));
      const sent = (await stage.journal()).entries.find(({ kind }) => kind === 'api');
      equal(sent?.tokensIn, ['header x-api-key'], 'where the key stood');
      (await stage.elsewhereJournal()).expectNoTokens();
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
