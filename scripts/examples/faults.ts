import type { TestServer } from '@freshkey/testing/server';
import type { Plugin } from 'vite';

/** What the buttons of the examples ask for: trouble at the server, never in the application. */
const arrangements: Readonly<Record<string, (server: TestServer) => void>> = {
  expire: ({ tokens }) => tokens.expireAll(),
  'refresh-fails-once': ({ tokens, faults }) => {
    faults.next('token', { status: 503, body: { error: 'temporarily_unavailable' } });
    tokens.expireAll();
  },
  'refresh-refused': ({ tokens }) => {
    tokens.revokeRefresh();
    tokens.expireAll();
  },
  'refresh-hangs': ({ tokens, faults }) => {
    faults.next('token', 'hang');
    tokens.expireAll();
  },
};

/** `POST /faults/<name>` beside the application. */
export function faultPlugin(server: TestServer): Plugin {
  return {
    name: 'faults',
    configureServer({ middlewares }) {
      middlewares.use('/faults', (request, response) => {
        const arrange = arrangements[request.url?.slice(1) ?? ''];
        const isKnown = request.method === 'POST' && arrange !== undefined;
        if (isKnown) arrange(server);
        response.statusCode = isKnown ? 204 : 404;
        response.end();
      });
    },
  };
}
