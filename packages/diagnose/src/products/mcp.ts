import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Servers of the Model Context Protocol. */
export const mcp = [
  {
    id: 'mcp',
    name: 'an MCP server',
    page: 'https://modelcontextprotocol.io/specification/2025-06-18/basic/authorization',
    row: 'J32',
    signs: ['> MCP-Protocol-Version', '> Mcp-Session-Id', 'Mcp-Session-Id'],
    says: {
      'session-unknown': {
        words: ['no valid session id provided', 'session not found', 'missing session id'],
        statuses: [400, 404],
        row: 'A19',
        title: 'The MCP server does not know the session, or the request names none',
        fix: 'Send `initialize` again and the Mcp-Session-Id of its answer with every request; the server forgets sessions when it starts anew.',
        isSure: true,
      },
      audience: {
        words: ['invalid audience', 'token was not issued for this server', 'token audience'],
        row: 'D07',
        title: 'The token was issued for somebody else than this MCP server',
        fix: 'Authorize again with `resource=<the server’s URL>` (RFC 8707); never pass on a token of another API.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

const tern = 'https://home.tern.example';

export const mcpExchanges: ProductExchanges<typeof mcp> = {
  mcp: {
    refused: [
      {
        ask: `POST ${tern}/mcp`,
        send: ['MCP-Protocol-Version: 2025-06-18', 'Mcp-Session-Id: ~36'],
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
        status: 404,
        answer: { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null },
        row: 'A19',
        tells: '`initialize`',
      },
    ],
    healthy: [
      {
        ask: `POST ${tern}/mcp`,
        send: ['MCP-Protocol-Version: 2025-06-18', 'Mcp-Session-Id: ~36'],
        body: '{"jsonrpc":"2.0","id":1,"method":"none"}',
        status: 200,
        answer: { jsonrpc: '2.0', error: { code: -32601, message: 'Method not found' }, id: 1 },
      },
    ],
  },
};
