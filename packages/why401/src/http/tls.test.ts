import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '../test-support/certificate.ts';
import { runCli } from '../test-support/run-cli.ts';
import { listen } from '../test-support/serve.ts';

const secure = async () => {
  const { key, cert } = selfSigned();
  const server = createServer({ key, cert }, (_request, response) =>
    response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end(),
  );
  return { url: `https://localhost:${await listen(server, 'localhost')}`, cert };
};

describe('https', () => {
  test('is refused when the certificate is not known, with the option to take it', async () => {
    const { url } = await secure();
    const { code, json } = await runCli([url, '--json']);
    expect([code, json().status, json().error?.code]).toEqual([4, 'no-answer', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
    expect(json().error?.message).toContain('-k');
  });

  test('is taken with -k, or with the certificate at hand', async () => {
    const { url, cert } = await secure();
    expect((await runCli([url, '-k', '--json'])).json().response?.status).toBe(401);
    const folder = mkdtempSync(join(tmpdir(), 'why401-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'ca.pem'), cert);
    expect((await runCli([url, '--cacert', join(folder, 'ca.pem'), '--json'])).json().response?.status).toBe(401);
  });

  test('goes through the tunnel of a proxy, which gets no credential but its own', async () => {
    const { url } = await secure();
    const seen: string[] = [];
    const proxy = createHttp();
    proxy.on('connect', (request, socket) => {
      seen.push(`${request.method} ${request.url} ${JSON.stringify(request.rawHeaders)}`);
      const upstream = connect(Number(new URL(`http://${request.url}`).port), 'localhost', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => {});
      upstream.on('close', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    const port = await listen(proxy);
    const { json } = await runCli([url, '-k', '-x', `http://pu:pp@127.0.0.1:${port}`, '--token-env', 'T', '--json'], {
      env: { T: 'token-for-the-api-1' },
    });
    expect(json().response?.status).toBe(401);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatch(/^CONNECT localhost:\d+ /);
    expect(seen[0]).toContain(btoa('pu:pp'));
    expect(seen[0]).not.toContain('token-for-the-api');
  });
});
