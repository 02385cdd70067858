import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorld, type World, type WorldOptions } from '@freshkey/testing';
import type { BrowserContext, Page } from 'playwright';
import { bundleForBrowser } from '../../../../../../scripts/browser/bundle.ts';
import { type LaunchOptions, launchChromium } from '../../../../../../scripts/browser/chromium.ts';
import type { AppOptions } from './app.ts';

export interface Where {
  /** Another name of the same server. */
  readonly url?: string;
  /** A script that runs before the page's own. */
  readonly before?: () => void;
}

/** One origin with pages, an API and an authorization server, and a browser that opens tabs of it. */
export interface BrowserWorld extends AsyncDisposable {
  readonly world: World;
  readonly context: BrowserContext;
  /** Without a slash at the end. */
  readonly url: string;
  /** A tab with the application, once its session is ready. */
  open(options: AppOptions, where?: Where): Promise<Page>;
  close(): Promise<void>;
}

const html =
  '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>tab</title><script src="/app.js"></script>';

async function bytesOf(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

type Files = ReadonlyMap<string, { readonly type: string; readonly content: string }>;

async function readFiles(): Promise<Files> {
  const script = async (name: string) => ({
    type: 'text/javascript',
    content: await bundleForBrowser(new URL(name, import.meta.url)),
  });
  const page = { type: 'text/html', content: html };
  return new Map([
    ['/app', page],
    ['/other', page],
    ['/app.js', await script('./page.ts')],
    ['/worker.js', await script('./worker.ts')],
  ]);
}

async function answer(world: World, files: Files, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(message.url ?? '/', `http://${message.headers.host}`);
  const file = files.get(url.pathname);
  if (file) return void response.writeHead(200, { 'content-type': file.type }).end(file.content);
  const gone = new AbortController();
  response.once('close', () => response.writableFinished || gone.abort());
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  const body = await bytesOf(message);
  const outcome = await world.handle({ method: message.method ?? 'GET', url, headers, body }, gone.signal);
  if (outcome === 'hang' || response.destroyed) return;
  if (outcome === 'reset') return void message.socket.resetAndDestroy();
  response.writeHead(outcome.status, outcome.headers.flat());
  response.end(outcome.body);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function createBrowserWorld(
  options: WorldOptions = {},
  launch: LaunchOptions = {},
): Promise<BrowserWorld> {
  const world = createWorld({ now: () => performance.timeOrigin + performance.now(), ...options });
  const files = await readFiles();
  const server = createServer((message, response) => {
    answer(world, files, message, response).catch(() => response.destroy());
  });
  const url = await listen(server);
  const context = await launchChromium(launch);

  async function close(): Promise<void> {
    world.faults.clear();
    await context[Symbol.asyncDispose]();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  return {
    world,
    context,
    url,
    async open(appOptions, where = {}) {
      const page = await context.newPage();
      if (where.before) await page.addInitScript(where.before);
      await page.goto(`${where.url ?? url}/app`);
      await page.evaluate((given) => openApp(given), appOptions);
      return page;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
