import type { TokenResponse } from '../../../world/tokens.ts';
import { check, equal } from '../../assertions.ts';
import type { AdapterCase } from '../adapter-case.ts';
import type { Stage } from '../stage.ts';
import type { ContractClient, ContractRequest, ContractSession, RefreshContext } from '../subject.ts';

type ExtraOf = (context: RefreshContext) => Partial<ContractRequest>;

/** A session that refreshes through the very client that it is attached to. */
export async function refreshingThroughItself(
  stage: Stage,
  extra: ExtraOf,
  refreshTimeoutMs = 8000,
): Promise<{ session: ContractSession; client: ContractClient }> {
  let client: ContractClient | undefined;
  const refresh = async (context: RefreshContext): Promise<TokenResponse> => {
    const request: ContractRequest = {
      method: 'POST',
      path: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: stage.refreshForm(context.tokens.refreshToken).toString(),
      ...extra(context),
    };
    try {
      const { status, body, original } = (await client?.request(request)) ?? {};
      if (status !== 200)
        throw { original: Object.assign(new Error('The token endpoint refused.'), { status, body, cause: original }) };
      return JSON.parse(body ?? '');
    } catch (failure) {
      // What a user's refresh throws is what the client throws.
      throw (failure as { original?: unknown }).original ?? failure;
    }
  };
  const signedIn = await stage.signedIn({ refresh, refreshTimeoutMs });
  client = signedIn.client;
  return signedIn;
}

const justWorks = (extra: ExtraOf) => async (stage: Stage) => {
  const { client } = await refreshingThroughItself(stage, extra);
  const pending = Array.from({ length: 3 }, () => stage.send(client, stage.path()));
  stage.expectStatus(await stage.outcomes(pending), 200);
  const journal = await stage.journal();
  journal.expectRefreshes(1);
  const call = journal.entries.find(({ kind }) => kind === 'token');
  check(!call?.tokensIn.includes('header authorization'), "the refresh's own call carries no access token");
};

/** A refresh that goes through the client it serves (promise 2). */
export const sameClientCases: readonly AdapterCase[] = [
  {
    name: "refreshes through the same client when the call carries the flight's signal",
    body: justWorks(({ signal }) => ({ signal })),
  },
  {
    name: 'refreshes through the same client when the call is marked to bypass',
    body: justWorks(() => ({ options: { bypass: true } })),
  },
  {
    name: 'is known for the refresh itself when the call is neither',
    body: justWorks(() => ({})),
  },
  {
    name: "ends the session when the refusal of a refresh comes through the same client as that client's error",
    async body(stage) {
      const { session, client } = await refreshingThroughItself(stage, ({ signal }) => ({ signal }));
      await stage.world.revokeRefresh();
      stage.expectStatus([await stage.outcome(stage.send(client, stage.path()))], 401);
      equal(session.status, 'ended', 'the status of the session');
      (await stage.journal()).expectRefreshes(1);
    },
  },
];
