import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { type ClientHello, clientHello } from './client-hello.ts';

test('a client hello tells name and protocols as soon as it is whole, and nothing else is one', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const connected = once(server, 'connection');
  const socket = connect({ port, host: '127.0.0.1', servername: 'api.example.com', ALPNProtocols: ['h2', 'http/1.1'] });
  socket.on('error', () => {});
  const [client] = (await connected) as [Socket];
  let bytes = Buffer.alloc(0);
  let hello: ClientHello | 'more' | undefined = 'more';
  while (hello === 'more') {
    const [chunk] = (await once(client, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
    hello = clientHello(bytes);
  }
  expect(hello).toEqual({ serverName: 'api.example.com', protocols: ['h2', 'http/1.1'] });
  for (let length = 0; length < bytes.length; length += 7) expect(clientHello(bytes.subarray(0, length))).toBe('more');
  expect(clientHello(Buffer.from('GET / HTTP/1.1\r\n'))).toBeUndefined();
  expect(clientHello(Buffer.from([0x16, 3, 1, 0, 2, 1, 0]))).toEqual({ protocols: [] });
  client.destroy();
  socket.destroy();
  server.close();
});
