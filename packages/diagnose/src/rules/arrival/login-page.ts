import { isLoginUrl } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';

export const redirectToLogin: Rule = {
  id: 'redirect-to-login-page',
  row: 'A08',
  title: 'Instead of a 401 the answer leads to a login page: this address expects a browser session',
  confidence: 'likely',
  reference: 'RFC 9110 §15.4; Laravel and Spring Security documentation: requests that accept JSON get a 401',
  covers: ['A01', 'A03', 'A04', 'A05'],
  find(facts) {
    const { response, request, end } = facts;
    if (!response || !end) return undefined;
    if (facts.refusal !== 'login' && !(facts.refusal === 'unauthorized' && response.isHtml && end.isFollowed))
      return undefined;
    const isByName = isLoginUrl(end.url);
    if ((!isByName && facts.refusal !== 'login') || (request.location && isLoginUrl(request.location)))
      return undefined;
    const evidence = [
      end.isFollowed
        ? `The answer is that of ${facts.showUrl(end.url.href)}, reached by redirects.`
        : `The answer (${response.status}) leads on to ${facts.showUrl(end.url.href)}.`,
    ];
    if (isByName && end.url.hostname !== request.host) evidence.push('By its name that is a place to sign in.');
    if (response.isHtml) evidence.push('It is an HTML page, not data.');
    if (request.authorization)
      evidence.push('The request carries an Authorization header, which a login page does not read.');
    else if (facts.credentials.length === 0) evidence.push('The request carries no session cookie.');
    const wantsJson = /json/i.test(request.header('accept') ?? '');
    return {
      evidence,
      fix: `Call the API’s own host or path.${wantsJson ? '' : ' Send `Accept: application/json`, so that the framework answers 401 and says why.'} If it is meant for browsers, sign in and send the session cookie.`,
    };
  },
};
