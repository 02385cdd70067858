import type { Facts } from '../../facts.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

const tunnelError = /(?:tunnel|proxy|status).{0,80}\b407\b|\b407\b.{0,80}proxy|proxy authentication required/i;

export const proxyAuthentication: Rule = {
  id: 'proxy-authentication-required',
  row: 'B06',
  title: 'A proxy on the way wants credentials of its own',
  confidence: 'proof',
  reference: 'RFC 9110 §11.7, §15.5.8',
  outcomes: ['refused', 'no-answer'],
  covers: ['A01', 'E10'],
  find(facts) {
    const { response, environment } = facts;
    const evidence: string[] = [];
    if (facts.refusal === 'proxy') evidence.push('The answer is 407: it comes from a proxy, not from the API.');
    else if (
      facts.refusal === 'unauthorized' &&
      response?.headers.has('proxy-authenticate') &&
      !response.headers.has('www-authenticate')
    ) {
      evidence.push('The answer is 401, but it asks with Proxy-Authenticate.');
    } else if (!response && tunnelError.test(facts.errorText)) {
      evidence.push(`The client reports ${facts.quote(facts.errorText)}.`);
    } else return undefined;
    const scheme = response?.header('proxy-authenticate');
    if (scheme) evidence.push(`It asks for ${facts.quote(scheme.slice(0, 80))}.`);
    const variables = environment.proxyVariables ?? [];
    if (variables.length > 0) evidence.push(`The environment sets ${listText(variables.slice(0, 6))}.`);
    return {
      evidence,
      fix: 'Give the proxy its credentials (`Proxy-Authorization`, usually through HTTPS_PROXY), not the API’s. If this host needs no proxy, add it to NO_PROXY.',
      confidence: 'proof',
    };
  },
};

const privateHost =
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
/** Hosts that no gate stands in front of: this machine, and names and addresses that only the network behind it knows. */
const localHost =
  /^(?:localhost|0\.0\.0\.0|[\w-]+|\[(?:::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\])$|\.(?:localhost|local|internal|lan|home\.arpa|test)$/i;
const isLocal = (host: string): boolean => privateHost.test(host) || localHost.test(host);
const captiveHost = /captive|hotspot|wifi|portal|guest|neverssl|nmcheck|login\.(?:hotel|net|wifi)|networkauth/i;

/** Where a gate of the network sends everybody who has not logged in. */
function captiveTarget(facts: Facts): URL | undefined {
  const { response, request, end } = facts;
  if (!response || !end || (end.isFollowed && !response.isHtml)) return undefined;
  const target = end.url;
  if (target.hostname === request.host || isLocal(request.host)) return undefined;
  // This machine itself is no gate: a native application takes its code from the sign-in there (RFC 8252 §7.3).
  if (/^127\.|^localhost$|^\[::1\]$/.test(target.hostname)) return undefined;
  return privateHost.test(target.hostname) || captiveHost.test(target.hostname) ? target : undefined;
}

export const networkLogin: Rule = {
  id: 'network-login-required',
  row: 'B07',
  title: 'The network itself wants a log-in first (captive portal or VPN gate)',
  confidence: 'proof',
  reference: 'RFC 6585 §6 (511 Network Authentication Required)',
  outcomes: ['refused', 'other'],
  covers: ['A01', 'A08'],
  find(facts) {
    const fix = 'Open any page in a browser and log in to the network or VPN, then try again.';
    if (facts.refusal === 'network')
      return { evidence: ['The answer is 511: it comes from the network, not from the API.'], fix };
    const target = captiveTarget(facts);
    if (!target) return undefined;
    const evidence = [
      `The answer ${facts.end?.isFollowed ? 'is that of' : 'redirects to'} ${facts.showUrl(target.href)}, which is not the API’s.`,
    ];
    if (privateHost.test(target.hostname))
      evidence.push('That is an address of the local network, and the API’s is not.');
    if (captiveHost.test(target.hostname)) evidence.push('The name is that of a network’s log-in page.');
    return { evidence, fix, confidence: 'likely' };
  },
};
