import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect as connectHttp2, createSecureServer as createSecureHttp2 } from 'node:http2';
import { createServer as createSecureServer, request as httpsRequest } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createSocketServer,
  type Socket,
  type Server as SocketServer,
} from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Recorder } from '../recorder/recorder.ts';
import { Authority } from './authority.ts';
import { Dialer } from './dial.ts';
import { RecordingProxy } from './recording-proxy.ts';

const listen = async (server: SocketServer): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    (server as Server).closeAllConnections?.();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

/** The authority that signs for the servers of these tests, as the system's would. */
const outside = new Authority();
const secureContext = {
  SNICallback: (name: string, done: (error: null, context: never) => void) =>
    done(null, outside.contextFor(name) as never),
};

/** A proxy, and what it has recorded: method, URL and status of what was looked at. */
const started = async ({ trusts = [outside.certificate] }: { trusts?: string[] } = {}) => {
  const seen: string[] = [];
  const unread: string[] = [];
  const authority = new Authority();
  const recorder = new Recorder({
    sink: { take: () => {} },
    now: Date.now,
    loadJudge: () => ({
      refused: (hop) => {
        seen.push(`${hop.method} ${hop.url} ${hop.status} ${hop.responseBody?.read().toString() ?? ''}`);
        return undefined;
      },
      followed: () => ({ kind: 'count', requests: 0 }),
      unsent: () => undefined,
    }),
  });
  const proxy = new RecordingProxy({
    watcher: recorder,
    authority,
    dialer: new Dialer({}, trusts),
    onUnread: (host, reason) => unread.push(`${host} ${reason}`),
  });
  const address = new URL(await proxy.listen());
  onTestFinished(() => proxy.close());
  const authorization = `Basic ${Buffer.from(`why401:${address.password}`).toString('base64')}`;
  const port = Number(address.port);
  /** A tunnel through the proxy, as clients open it. */
  const tunnel = (place: string, given = authorization): Promise<{ response: IncomingMessage; socket: Socket }> =>
    new Promise((resolve, reject) => {
      const request = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'CONNECT',
        path: place,
        headers: { 'Proxy-Authorization': given },
      });
      request.on('connect', (response, socket, head) => {
        if (head.length > 0) socket.unshift(head);
        socket.on('error', () => {});
        resolve({ response, socket });
      });
      request.on('error', reject);
      request.end();
    });
  return { proxy, address, authority, port, authorization, tunnel, seen, unread };
};

const textOf = async (message: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
};

const refusing = (_request: IncomingMessage, response: import('node:http').ServerResponse) => {
  response.writeHead(401, { 'content-type': 'text/plain' });
  response.end('no');
};

describe('the recording proxy', () => {
  test('listens on loopback only, and serves nobody without its password', async () => {
    const { address, port, tunnel, seen } = await started();
    expect(address.hostname).toBe('127.0.0.1');
    // Whoever listens everywhere listens here, too.
    const elsewhere = connect(port, '127.0.0.2');
    expect(((await once(elsewhere, 'error').catch((error) => [error])) as [NodeJS.ErrnoException])[0].code).toMatch(
      /^E/,
    );
    const target = await listen(createServer(refusing));
    for (const authorization of [
      undefined,
      'Basic d2h5NDAxOndyb25n',
      `Basic ${Buffer.from('why401:').toString('base64')}`,
    ]) {
      const request = httpRequest({
        port,
        host: '127.0.0.1',
        path: `http://127.0.0.1:${target}/x`,
        headers: authorization === undefined ? {} : { 'Proxy-Authorization': authorization },
      }).end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      expect([response.statusCode, response.headers['proxy-authenticate']]).toEqual([407, 'Basic realm="why401"']);
      response.resume();
      expect((await tunnel(`127.0.0.1:${target}`, authorization ?? '')).response.statusCode).toBe(407);
    }
    expect(seen).toEqual([]);
  });

  test('serves without a password on a second port of loopback alone, where one is asked for', async () => {
    const { proxy, port, seen, tunnel } = await started();
    const target = await listen(createServer(refusing));
    const open = await proxy.listenOpen();
    const elsewhere = connect(open, '127.0.0.2');
    expect(((await once(elsewhere, 'error')) as [NodeJS.ErrnoException])[0].code).toMatch(/^E/);
    const statusAt = async (at: number) => {
      const request = httpRequest({ port: at, host: '127.0.0.1', path: `http://127.0.0.1:${target}/x` }).end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await textOf(response);
      return response.statusCode;
    };
    expect([await statusAt(open), await statusAt(port)]).toEqual([401, 407]);
    expect((await tunnel(`127.0.0.1:${target}`, '')).response.statusCode).toBe(407);
    await expect.poll(() => seen).toEqual([`GET http://127.0.0.1:${target}/x 401 no`]);
  });

  test('sends requests and answers on as they are, and takes its own password off', async () => {
    const { port, authorization, seen } = await started();
    let got: { headers: string[]; body: string } | undefined;
    const target = await listen(
      createServer((request, response) => {
        void textOf(request).then((body) => {
          got = { headers: request.rawHeaders, body };
          response.sendDate = false;
          response.writeHead(401, 'Not You', ['X-Two', 'a', 'X-Two', 'b', 'Content-Type', 'text/plain']);
          response.write('first ');
          response.end('second');
        });
      }),
    );
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: `http://api.localhost:${target}/x?y=1`,
      setDefaultHeaders: false,
      headers: [
        'Host',
        'api.localhost',
        'X-A',
        '1',
        'x-a',
        '2',
        'Proxy-Authorization',
        authorization,
        'Transfer-Encoding',
        'chunked',
      ],
    });
    request.write('one ');
    request.end('two');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect([response.statusCode, response.statusMessage, await textOf(response)]).toEqual([
      401,
      'Not You',
      'first second',
    ]);
    expect(response.rawHeaders.join('|')).toMatch(/^X-Two\|a\|X-Two\|b\|Content-Type\|text\/plain/);
    expect(got?.body).toBe('one two');
    expect(got?.headers.join('|')).toMatch(/^Host\|api\.localhost\|X-A\|1\|x-a\|2\|Transfer-Encoding\|chunked/);
    expect(got?.headers.join('|')).not.toMatch(/proxy/i);
    expect(seen).toEqual([`POST http://api.localhost:${target}/x?y=1 401 first second`]);
  });

  test('reads https on a connection that stays, with certificates of its own', async () => {
    const { authority, tunnel, seen } = await started();
    const target = await listen(createSecureServer(secureContext, refusing));
    const { socket } = await tunnel(`api.localhost:${target}`);
    const secure = connectTls({ socket, servername: 'api.localhost', ca: authority.certificate });
    await once(secure, 'secureConnect');
    for (const path of ['/one', '/two']) {
      const request = httpsRequest({
        createConnection: () => secure,
        path,
        headers: { host: `api.localhost:${target}`, connection: 'keep-alive' },
      });
      request.end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      expect(await textOf(response)).toBe('no');
    }
    expect(seen).toEqual(['/one', '/two'].map((path) => `GET https://api.localhost:${target}${path} 401 no`));
    secure.destroy();
  });

  test('leaves a client with authorities of its own its error, names the host, and passes it on unread from then on', async () => {
    const { tunnel, seen, unread } = await started();
    const target = await listen(createSecureServer(secureContext, refusing));
    const ask = async () => {
      const { socket } = await tunnel(`api.localhost:${target}`);
      const secure = connectTls({ socket, servername: 'api.localhost', ca: outside.certificate });
      try {
        await once(secure, 'secureConnect');
        const request = httpsRequest({
          createConnection: () => secure,
          path: '/x',
          headers: { host: 'api.localhost' },
        }).end();
        const [response] = (await once(request, 'response')) as [IncomingMessage];
        return await textOf(response);
      } catch (error) {
        return (error as NodeJS.ErrnoException).code;
      } finally {
        secure.destroy();
      }
    };
    expect(await ask()).toMatch(/UNABLE_TO|SELF_SIGNED|SIGNATURE/);
    await expect.poll(() => unread).toEqual([`api.localhost:${target} own-authorities`]);
    expect(await ask()).toBe('no');
    expect(seen).toEqual([]);
  });

  test('leaves the judgement of a certificate that the system does not trust to the client', async () => {
    const { tunnel, unread } = await started({ trusts: [] });
    const target = await listen(createSecureServer(secureContext, refusing));
    const { socket } = await tunnel(`api.localhost:${target}`);
    const secure = connectTls({ socket, servername: 'api.localhost', ca: outside.certificate });
    await once(secure, 'secureConnect');
    const request = httpsRequest({
      createConnection: () => secure,
      path: '/x',
      headers: { host: 'api.localhost' },
    }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(await textOf(response)).toBe('no');
    expect(unread).toEqual([`api.localhost:${target} untrusted`]);
    secure.destroy();
  });

  test('passes on HTTP/2 alone, and protocols in which the server speaks first', async () => {
    const { tunnel, unread } = await started();
    const http2 = createSecureHttp2(secureContext);
    http2.on('stream', (stream) => {
      stream.respond({ ':status': 401 });
      stream.end('h2');
    });
    const sessions = new Set<{ destroy(): void }>();
    http2.on('session', (session) => sessions.add(session));
    const target = await listen(http2);
    const { socket } = await tunnel(`api.localhost:${target}`);
    const secure = connectTls({ socket, servername: 'api.localhost', ca: outside.certificate, ALPNProtocols: ['h2'] });
    const session = connectHttp2(`https://api.localhost:${target}`, { createConnection: () => secure });
    const stream = session.request({ ':path': '/' });
    let text = '';
    stream.on('data', (chunk) => {
      text += String(chunk);
    });
    await once(stream, 'end');
    expect(text).toBe('h2');
    session.destroy();
    for (const one of sessions) one.destroy();

    const greeting = await listen(createSocketServer((client) => client.end('220 hello\r\n')));
    const other = (await tunnel(`127.0.0.1:${greeting}`)).socket;
    const [said] = (await once(other, 'data')) as [Buffer];
    expect(String(said)).toBe('220 hello\r\n');
    other.destroy();
    expect(unread).toEqual([]);
  });

  test.each(['plain', 'tunnelled', 'secure'])('opens WebSockets, and shows one that is refused: %s', async (way) => {
    const { authority, authorization, port, tunnel, seen } = await started();
    const server = way === 'secure' ? createSecureServer(secureContext) : createServer();
    const sockets = new Set<Socket>();
    server.on('upgrade', (request, socket) => {
      sockets.add(socket as Socket);
      if (request.url === '/refused') {
        socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno');
        return;
      }
      const key = createHash('sha1')
        .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    const target = await listen(server);
    const place = `api.localhost:${target}`;
    const headers = {
      host: place,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      'sec-websocket-version': '13',
    };
    const open = async (path: string) => {
      if (way === 'plain')
        return httpRequest({
          port,
          host: '127.0.0.1',
          path: `http://${place}${path}`,
          headers: { ...headers, 'proxy-authorization': authorization },
        }).end();
      const { socket } = await tunnel(place);
      const connection =
        way === 'secure' ? connectTls({ socket, servername: 'api.localhost', ca: authority.certificate }) : socket;
      return httpRequest({ createConnection: () => connection, path, headers }).end();
    };
    const [, socket] = (await once(await open('/open'), 'upgrade')) as [IncomingMessage, Socket];
    socket.write('echo');
    expect(String((await once(socket, 'data'))[0])).toBe('echo');
    socket.destroy();
    const [response] = (await once(await open('/refused'), 'response')) as [IncomingMessage];
    expect([response.statusCode, await textOf(response)]).toEqual([401, 'no']);
    const scheme = way === 'secure' ? 'https' : 'http';
    await expect.poll(() => seen).toEqual([`GET ${scheme}://${place}/refused 401 no`]);
    for (const one of sockets) one.destroy();
  });

  test('answers 502 where a server cannot be reached, and stays', async () => {
    const { port, authorization, tunnel } = await started();
    const closed = createSocketServer();
    const gone = await listen(closed);
    await new Promise<void>((resolve) => closed.close(() => resolve()));
    expect((await tunnel(`127.0.0.1:${gone}`)).response.statusCode).toBe(502);
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      path: `http://127.0.0.1:${gone}/`,
      headers: { 'proxy-authorization': authorization },
    }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect([response.statusCode, await textOf(response)]).toEqual([
      502,
      'why401: the server could not be reached (ECONNREFUSED).\n',
    ]);
  });

  test('outlives clients and servers that break off', async () => {
    const { port, tunnel } = await started();
    const target = await listen(createSocketServer((client) => client.on('data', () => client.destroy())));
    for (const said of [
      '',
      'GET / HTTP/1.1\r\n',
      '\u0016\u0003\u0001\u0000\u0005\u0001\u0002',
      '\u0016',
      'nonsense\n',
    ]) {
      const { socket } = await tunnel(`127.0.0.1:${target}`);
      socket.write(said === '' ? 'x' : Buffer.from(said, 'latin1'));
      setTimeout(() => socket.destroy(), 30);
      await once(socket, 'close');
    }
    const raw = connect(port, '127.0.0.1');
    raw.write('no HTTP at all\r\n\r\n');
    raw.resume();
    await once(raw, 'close');
    expect((await tunnel('127.0.0.1:1')).response.statusCode).toBe(502);
  });
});
