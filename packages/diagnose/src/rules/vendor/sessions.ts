import type { Facts } from '../../facts.ts';
import { isRecord } from '../../parse-json.ts';
import type { Rule } from '../../rule.ts';

/** What shows that the exchange is one of the Model Context Protocol. */
function mcpSigns({ request }: Facts): string[] {
  const found: string[] = [];
  if (request.headers.has('mcp-protocol-version') || request.headers.has('mcp-session-id'))
    found.push('The request has the headers of the Model Context Protocol.');
  if (isRecord(request.json) && request.json.jsonrpc === '2.0') found.push('Its body is JSON-RPC.');
  return found;
}

const mcpServer: Rule = {
  id: 'mcp-server-wants-own-token',
  row: 'J32',
  title: 'The MCP server wants a token that was issued for it, and says where from',
  confidence: 'proof',
  reference: 'Model Context Protocol: Authorization; RFC 9728',
  covers: ['A01', 'A02', 'A11', 'D07', 'E07'],
  find(facts) {
    const url = facts.response?.challengeParam('resource_metadata');
    if (!url || facts.status !== 401) return undefined;
    const signs = mcpSigns(facts);
    if (signs.length === 0) return undefined;
    const scope = facts.response?.challengeParam('scope');
    return {
      evidence: [
        ...signs,
        `The challenge names its metadata: ${facts.showUrl(url.slice(0, 300))}.`,
        facts.token ? 'The token that was sent is not accepted.' : 'The request carries no token.',
      ],
      fix: `Read the metadata, authorize at one of its \`authorization_servers\` with \`resource\` set to the server’s URL${scope ? ` and scope ${facts.quote(scope)}` : ''}, and send the access token with every request. Never pass on a token that was issued for another API.`,
    };
  },
};

const prefixed = /^(?:__Secure-|__Host-)/;

const secureCookieOnHttp: Rule = {
  id: 'secure-cookie-on-http',
  row: 'J33',
  title: 'The session’s cookie is marked Secure and the page is http: the browser does not keep it',
  confidence: 'proof',
  reference: 'RFC 6265bis §5.6 (Secure, __Secure-, __Host-); Auth.js: AUTH_URL',
  covers: ['A01', 'A16'],
  find(facts) {
    const { request } = facts;
    if (request.location?.protocol !== 'http:' || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(request.host))
      return undefined;
    const lines = [facts, ...facts.history.filter((earlier) => earlier.request.host === request.host)].flatMap(
      ({ response }) => response?.headers.all('set-cookie') ?? [],
    );
    const secure = lines.find(
      (line) =>
        prefixed.test(line) ||
        (/;\s{0,5}secure/i.test(line) && /session|token|auth|sid/i.test(line.split('=', 1)[0] ?? '')),
    );
    const name = secure?.split('=', 1)[0]?.trim();
    if (
      name === undefined ||
      name === '' ||
      facts.credentials.some((sent) => sent.place === 'cookie' && sent.name === name)
    )
      return undefined;
    return {
      evidence: [
        `The server sets ${facts.quote(name)}, which is Secure.`,
        `The request went over http to ${request.host}, and the cookie did not come back.`,
      ],
      fix: 'Serve the page over https (also on the local network), or set NEXTAUTH_URL / AUTH_URL to the very http address in development, so that the prefix is left out.',
    };
  },
};

const sessionCookie = /session|^(?:next-auth|authjs|__secure-next-auth|__secure-authjs)|connect\.sid|^sid$/i;

const sessionNotRecognised: Rule = {
  id: 'session-cookie-not-recognised',
  row: 'J33',
  title: 'The session cookie came, and the application finds no user in it',
  confidence: 'likely',
  reference: 'Laravel Sanctum: SPA authentication; Auth.js: deployment (AUTH_SECRET)',
  covers: ['A01', 'A16'],
  find(facts) {
    if (facts.refusal !== 'unauthorized' || facts.request.authorization) return undefined;
    const session = facts.credentials.find(
      ({ place, name }) => place === 'cookie' && sessionCookie.test(name) && !/csrf|callback/i.test(name),
    );
    if (!session) return undefined;
    const heard = facts.heard(
      /unauthenticated|not authenticated|no session|not logged in|session (?:expired|invalid|not found)/,
    );
    const isRenewed =
      facts.response?.headers.all('set-cookie').some((line) => line.startsWith(`${session.name}=`)) === true;
    if (!heard || !(isRenewed || facts.isCrossOrigin)) return undefined;
    return {
      evidence: [
        heard,
        `The request carries ${facts.quote(session.name)}.`,
        ...(isRenewed
          ? ['The answer sets a new one: the old session was not found.']
          : ['The page is of another origin than the API.']),
      ],
      fix: 'Laravel Sanctum: add the page’s host with its port to SANCTUM_STATEFUL_DOMAINS, set SESSION_DOMAIN, and send Origin or Referer. Auth.js: one AUTH_SECRET and AUTH_URL on all instances. Then sign in again.',
    };
  },
};

export const sessionRules: readonly Rule[] = [mcpServer, secureCookieOnHttp, sessionNotRecognised];
