import { paramOf, parseChallenges } from '@freshkey/challenge';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

export const registryToken: Rule = {
  id: 'registry-token-needed',
  row: 'E08',
  title: 'The registry wants a token from its token service',
  confidence: 'proof',
  reference: 'Distribution specification: token authentication',
  covers: ['A01', 'A02', 'A11', 'A12', 'C05', 'D19', 'E02', 'E07'],
  find(facts) {
    const challenge = facts.response?.challenge('bearer');
    if (!challenge) return undefined;
    const realm = paramOf(challenge, 'realm');
    const service = paramOf(challenge, 'service');
    if (!realm || service === undefined || !/^https?:\/\//i.test(realm)) return undefined;
    const scope = paramOf(challenge, 'scope');
    const error = paramOf(challenge, 'error');
    const { request } = facts;
    const evidence = [
      `The challenge names the token service ${facts.showUrl(realm.slice(0, 300))} for ${facts.quote(service)}.`,
    ];
    if (scope) evidence.push(`It asks for ${facts.quote(scope)}.`);
    if (error) evidence.push(`Its error is ${facts.quote(error)}.`);
    if (!request.authorization) evidence.push('The request carries no credentials.');
    else if (request.authorization.scheme === 'basic')
      evidence.push('The request carries Basic credentials, which belong to the token service.');
    const bare = (text: string) => facts.quote(text).slice(1, -1);
    const dance = `GET ${facts.showUrl(realm.slice(0, 300))}?service=${bare(service)}${scope ? `&scope=${bare(scope)}` : ''} with Basic credentials`;
    const isRefused =
      request.authorization?.scheme === 'bearer' && (error === 'insufficient_scope' || error === undefined);
    return {
      evidence,
      ...(isRefused && { title: 'The registry’s token does not give the right that was asked for' }),
      fix: isRefused
        ? `Check the name of the repository and that the account may ${scope?.includes('push') ? 'push to' : 'pull from'} it; then get a new token: ${dance}.`
        : `\`docker login ${facts.request.host || 'the registry'}\`, or by hand: ${dance}, and repeat the request with the \`token\` of the answer as Bearer.`,
    };
  },
};

export const registryLoginRefused: Rule = {
  id: 'registry-login-refused',
  row: 'J17',
  title: 'The registry’s token service does not accept name and password',
  confidence: 'likely',
  reference: 'Distribution: token authentication specification',
  covers: ['A02', 'C05', 'D22', 'E08', 'E10', 'A13'],
  find(facts) {
    const { request, refusal, basic } = facts;
    const query = request.location?.searchParams;
    if (refusal !== 'unauthorized' || !basic || !query?.has('service') || !query.has('scope')) return undefined;
    const heard = facts.heardRead ?? facts.heard(/unauthorized|denied|incorrect|invalid/);
    return {
      evidence: [
        ...(heard ? [heard] : []),
        `The request asks for a token of ${facts.quote(query.get('service') ?? '')} with a name and a password.`,
      ],
      fix: `Log in again: \`docker logout ${request.host}\`, then \`docker login -u "$REGISTRY_USER" --password-stdin ${request.host}\`, with an access token in place of the password where the account has two factors, and the user’s id in place of the e-mail address. A public image needs no login at all.`,
    };
  },
};

export const remappedChallenge: Rule = {
  id: 'challenge-renamed-by-gateway',
  row: 'E11',
  title: 'API Gateway has renamed the challenge, and it names the reason',
  confidence: 'proof',
  reference: 'Amazon API Gateway: important notes (x-amzn-Remapped-WWW-Authenticate)',
  covers: ['J09', 'E10'],
  find(facts) {
    const { response } = facts;
    if (!response || response.challenges.length > 0) return undefined;
    const lines = response.headers.all('x-amzn-remapped-www-authenticate');
    if (lines.length === 0) return undefined;
    const { challenges } = parseChallenges(lines);
    const told = challenges.find(({ params }) => params.length > 0) ?? challenges[0];
    if (!told) return undefined;
    const parts = ['error', 'error_description', 'scope'].flatMap((name) => {
      const value = paramOf(told, name);
      return value === undefined ? [] : [`${name} ${facts.quote(value)}`];
    });
    return {
      confidence: paramOf(told, 'error') === undefined ? 'hint' : 'proof',
      evidence: [
        `x-amzn-Remapped-WWW-Authenticate holds a ${told.schemeAsSent.slice(0, 30)} challenge${parts.length > 0 ? ` with ${listText(parts)}` : ''}.`,
      ],
      fix:
        paramOf(told, 'error') === 'insufficient_scope'
          ? 'Get a token with the scope that it names: a refresh does not add one. Let clients read the renamed header, or map it back in the integration response.'
          : 'Act on what it says: `invalid_token`, refresh; `insufficient_scope`, ask for the scope. Let clients read the renamed header, or map it back in the integration response.',
    };
  },
};
