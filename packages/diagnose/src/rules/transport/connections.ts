import type { Rule } from '../../rule.ts';

export const clientCertificateMissing: Rule = {
  id: 'client-certificate-missing',
  row: 'B12',
  title: 'The server wants a client certificate',
  confidence: 'proof',
  reference: 'RFC 8705 §2, §3; RFC 8446 §6.2 (certificate_required)',
  outcomes: ['refused', 'other', 'no-answer'],
  covers: ['E10'],
  find(facts) {
    const fix =
      'Present the client certificate (and key) with the connection: `cert` and `key` of the https agent or dispatcher, `curl --cert --key`. A token that is bound to a certificate needs that very one.';
    if (!facts.response) {
      if (
        !/certificate.required|tlsv1[0-9]* alert (?:certificate|bad certificate|handshake)|err_ssl_client_auth|bad_certificate|ssl_error_bad_cert_alert|alert number (?:116|42)/i.test(
          facts.errorText,
        )
      )
        return undefined;
      return { evidence: [`The TLS handshake ended with ${facts.quote(facts.errorText)}.`], fix };
    }
    if (facts.status !== 400 && facts.refusal === undefined) return undefined;
    if (facts.says(/no required ssl certificate|ssl certificate error/))
      return { evidence: [facts.heard(/no required ssl certificate|ssl certificate error/) ?? ''], fix };
    if (facts.outcome !== 'refused' || !facts.topics.has('certificate')) return undefined;
    const evidence = [facts.heard('certificate') ?? 'The server speaks of a client certificate.'];
    const binding = facts.claims?.cnf;
    if (typeof binding === 'object' && binding !== null && 'x5t#S256' in binding)
      evidence.push('The token is bound to a client certificate (`cnf.x5t#S256`; diagnostic only).');
    return { evidence, fix, confidence: 'likely' };
  },
};

export const webSocketWithoutHeader: Rule = {
  id: 'browser-socket-without-header',
  row: 'B13',
  title: 'A WebSocket or EventSource of a browser cannot send an Authorization header',
  confidence: 'likely',
  reference: 'WebSockets Standard, constructor; HTML Standard, EventSource',
  covers: ['A01'],
  find(facts) {
    const { request } = facts;
    if (request.authorization) return undefined;
    const isSocket = /^websocket$/i.test(request.header('upgrade') ?? '') || /^wss?:/i.test(request.url);
    // What EventSource sends; a fetch that also takes JSON can set headers.
    const isEvents = /^\s{0,5}text\/event-stream\s{0,5}$/i.test(request.header('accept') ?? '');
    if (!isSocket && !isEvents) return undefined;
    if (facts.credentials.some(({ place }) => place === 'query') || request.headers.has('sec-websocket-protocol'))
      return undefined;
    const isBrowser = facts.inBrowser || request.headers.has('origin');
    const evidence = [
      `The request opens ${isSocket ? 'a WebSocket' : 'an event stream'} and carries no credential but perhaps cookies.`,
    ];
    if (isBrowser)
      evidence.push(`It comes from a browser, whose ${isSocket ? 'WebSocket' : 'EventSource'} takes no headers.`);
    return {
      evidence,
      fix: isSocket
        ? 'Send the credential as a subprotocol, as a cookie, or as a one-time ticket in the URL that an authenticated request has fetched before.'
        : 'Read the stream with fetch, which takes headers; or use a cookie or a one-time ticket in the URL.',
    };
  },
};
