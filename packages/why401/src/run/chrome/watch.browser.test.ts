import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../../../../scripts/browser/chromium.ts';
import { run } from '../../cli.ts';
import { runCli } from '../../test-support/run-cli.ts';
import type { RunPrinted } from '../report/run-report.ts';

const token = ['tok', 'en', 'D9sK3xP7mB2vR6qT1wY4'].join('');
const challenge = 'Bearer error="invalid_token", error_description="The access token expired"';

/** The API of another origin: what it says reaches a page only where it allows that. */
const api: RequestListener = (request, response) => {
  const { url = '' } = request;
  const cors = {
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
  };
  if (request.method === 'OPTIONS') {
    if (url === '/no-preflight') response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    else
      response
        .writeHead(204, {
          ...cors,
          'access-control-allow-headers': 'authorization',
          'access-control-allow-methods': '*',
        })
        .end();
  } else if (url === '/hidden') response.writeHead(401, { 'www-authenticate': challenge }).end('{"message":"hidden"}');
  else if (url === '/cookie') response.writeHead(401, { ...cors, 'set-cookie': 'sid=1; SameSite=None' }).end();
  else if (url === '/fine') response.writeHead(200, cors).end('{}');
  else
    response
      .writeHead(401, { ...cors, 'www-authenticate': challenge, 'content-type': 'application/json' })
      .end('{"message":"shown"}');
};

const page: RequestListener = (request, response) => {
  if (request.url === '/worker.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' });
    response.end('onmessage = ({ data }) => fetch(data.url, { headers: data.headers }).finally(() => postMessage(1));');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>');
};

const listen = async (listener: RequestListener) => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
};

let servers: Awaited<ReturnType<typeof listen>>[];
let folder: string;
beforeAll(async () => {
  servers = [await listen(api), await listen(page)];
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
});
afterAll(() => {
  for (const { server } of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A port that is free now. */
const freePort = async (): Promise<string> => {
  const { server, port } = await listen(page);
  await new Promise((resolve) => server.close(resolve));
  return String(port);
};

/** Asks from a page, from a worker if wanted, and returns what the watch has found when the browser is closed. */
const watched = async (paths: readonly string[], { inWorker = false, credentials = 'omit' } = {}) => {
  const port = await freePort();
  const browser = await launchChromium({ args: [`--remote-debugging-port=${port}`] });
  const file = join(folder, `${port}.json`);
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${port}/json/version`).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  let stderr = '';
  const heard = new Writable({
    write(chunk, _encoding, done) {
      stderr += String(chunk);
      done();
    },
  });
  const running = run(['watch', '--chrome', port, '--report', file], { stderr: heard, env: { API_TOKEN: token } });
  await expect.poll(() => stderr, { timeout: 20_000 }).toContain('watching every page');
  const tab = await browser.newPage();
  await tab.goto(`http://localhost:${servers[1]?.port}/`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const path of paths) {
    const url = `http://127.0.0.1:${servers[0]?.port}${path}`;
    await tab.evaluate(
      async ([target, credential, worker, mode]) => {
        const headers = { authorization: `Bearer ${credential}` };
        if (worker) {
          const started = new Worker('/worker.js');
          await new Promise((resolve) => setTimeout(resolve, 500));
          started.postMessage({ url: target, headers });
          await new Promise((resolve) => started.addEventListener('message', resolve, { once: true }));
        } else await fetch(target, { headers, credentials: mode as RequestCredentials }).catch(() => {});
      },
      [url, token, inWorker, credentials] as const,
    );
  }
  await new Promise((resolve) => setTimeout(resolve, 700));
  await browser[Symbol.asyncDispose]();
  const code = await running;
  expect(stderr + readFileSync(file, 'utf8')).not.toContain(token);
  return { code, stderr, report: JSON.parse(readFileSync(file, 'utf8')) as RunPrinted };
};

describe('why401 watch --chrome', () => {
  test('explains what a page is refused, with the line of the page and the server’s sentence', async () => {
    const { code, stderr, report } = await watched(['/fine', '/shown']);
    expect([code, report.refused, report.groups[0]?.diagnosis.cause?.row]).toEqual([0, 1, 'E01']);
    expect(report.groups[0]?.first).toMatchObject({
      method: 'GET',
      url: `http://127.0.0.1:${servers[0]?.port}/shown`,
      status: 401,
      says: 'The access token expired',
      sources: [{ header: 'authorization', variable: 'API_TOKEN' }],
    });
    expect(stderr).toContain('The server says: The access token expired');
  });

  test('shows the answer behind a TypeError, and the preflight that was refused', async () => {
    const { report } = await watched(['/hidden', '/no-preflight']);
    const byPath = (path: string) => report.groups.find(({ first }) => first.url.endsWith(path));
    expect(byPath('/hidden')?.first).toMatchObject({ status: 401, says: 'The access token expired' });
    expect(byPath('/hidden')?.first.notes?.join()).toMatch(
      /only a TypeError \(CORS: MissingAllowOriginHeader; the answer was 401\)/,
    );
    expect(byPath('/no-preflight')?.diagnosis.cause?.row).toBe('B01');
    expect(byPath('/no-preflight')?.first.notes?.join()).toContain('CORS: Preflight');
  });

  test('says why a cookie was not stored', async () => {
    const { report } = await watched(['/cookie'], { credentials: 'include' });
    expect(report.groups[0]?.first.notes?.join()).toMatch(/The cookie sid was not stored: \w+/);
  });

  test('sees what a worker asks', async () => {
    const { report } = await watched(['/shown'], { inWorker: true });
    expect(report.refused).toBe(1);
  });

  test('says so when no browser answers', async () => {
    const port = await freePort();
    expect(await runCli(['watch', '--chrome', port])).toMatchObject({
      code: 2,
      stderr: `why401: No Chromium answers at 127.0.0.1:${port}: start it with --remote-debugging-port=9222.\n`,
    });
  });
});
