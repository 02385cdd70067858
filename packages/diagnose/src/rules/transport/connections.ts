import type { Rule } from '../../rule.ts';

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
