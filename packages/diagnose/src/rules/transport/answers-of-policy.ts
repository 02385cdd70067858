import type { Rule } from '../../rule.ts';

export const cachedRefusal: Rule = {
  id: 'refusal-from-cache',
  row: 'B14',
  title: 'The refusal comes from a cache, not from the API',
  confidence: 'likely',
  reference: 'RFC 9111 §3.5, §5.1',
  find(facts) {
    const { response } = facts;
    if (!response || facts.refusal !== 'unauthorized') return undefined;
    const evidence: string[] = [];
    if (response.ageSec > 0) evidence.push(`The answer is ${response.ageSec} seconds old (Age).`);
    const cache =
      response.header('x-cache') ?? response.header('cf-cache-status') ?? response.header('x-cache-status') ?? '';
    const isHit = /\bhit\b/i.test(cache);
    if (isHit) evidence.push(`A cache says ${facts.quote(cache)}.`);
    if (evidence.length === 0) return undefined;
    const control = response.header('cache-control') ?? '';
    if (/public|s-maxage|max-age=[1-9]/i.test(control))
      evidence.push(`The server allows caching it (${facts.quote(control)}).`);
    return {
      evidence,
      fix: 'Send errors with `Cache-Control: no-store`, let the cache vary on Authorization (or not cache this path), and purge what it holds.',
    };
  },
};

export const rateLimited: Rule = {
  id: 'rate-limit-or-lockout',
  row: 'B15',
  title: 'The server refuses because of too many attempts, not because of the credential',
  confidence: 'likely',
  reference: 'RFC 9110 §10.2.3 (Retry-After); Atlassian: X-Seraph-LoginReason',
  find(facts) {
    const { response } = facts;
    if (!response || (facts.refusal !== 'unauthorized' && facts.refusal !== 'forbidden')) return undefined;
    const evidence: string[] = [];
    const reason = response.header('x-seraph-loginreason') ?? '';
    const isDenied = /AUTHENTICATION_DENIED/i.test(reason);
    if (isDenied)
      evidence.push('The account is locked behind a CAPTCHA (X-Seraph-LoginReason: AUTHENTICATION_DENIED).');
    const retryAfter = response.header('retry-after');
    if (retryAfter !== undefined) evidence.push(`The server asks to wait (Retry-After: ${retryAfter.slice(0, 40)}).`);
    if (/^0$/.test((response.header('x-ratelimit-remaining') ?? response.header('ratelimit-remaining') ?? '').trim()))
      evidence.push('No attempt is left (RateLimit-Remaining: 0).');
    const heard = facts.heard('rate') ?? facts.heard('locked');
    if (heard) evidence.push(heard);
    if (evidence.length === 0) return undefined;
    return {
      evidence,
      fix: isDenied
        ? 'Log in once in a browser and solve the CAPTCHA, or have the account unlocked. Do not try again in a loop.'
        : 'Wait as long as the server says, or have the account unlocked. Refreshing the token cannot help; stop the loop that tries.',
      confidence: isDenied ? 'proof' : 'likely',
    };
  },
};

const explicitIp =
  /ip_not_(?:allowed|authorized|whitelisted)|\bip (?:address )?(?:[\d.:a-f]{3,45} )?(?:is |was )?(?:not (?:allowed|authori[sz]ed|whitelisted|permitted)|blocked|restricted)|not (?:allowed|authori[sz]ed) from (?:this|your) ip|ip allow.?list|ip whitelist/;

export const addressNotAllowed: Rule = {
  id: 'ip-address-not-allowed',
  row: 'B16',
  title: 'The server does not accept requests from this IP address',
  confidence: 'proof',
  reference: 'OpenAI: error codes, “IP not authorized”; GitHub: IP allow list',
  covers: ['J13', 'J01'],
  find(facts) {
    if (!facts.topics.has('ip') || (facts.refusal !== 'unauthorized' && facts.refusal !== 'forbidden'))
      return undefined;
    const isExplicit = facts.says(explicitIp);
    const heard = isExplicit ? facts.heard(explicitIp) : facts.heard('ip');
    if (!heard) return undefined;
    return {
      evidence: [heard],
      fix: 'Add the address that the requests leave from (the egress IP of server, CI or VPN) to the allow list of the project or organization.',
      confidence: isExplicit ? 'proof' : 'hint',
    };
  },
};
