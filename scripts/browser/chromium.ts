import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright';
import { findProgram } from './find-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Where Chromium is: `CHROME_PATH`, the PATH, the usual places, or the one that Playwright brought.
 *
 * @throws Error that says what to install.
 */
export function findChromium(): string {
  const found = findProgram('CHROME_PATH', names, [...usualPlaces, chromium.executablePath()]);
  if (found) return found;
  throw new Error(
    'These tests need Chromium. Install it ("apt-get install chromium", or "npx playwright install chromium"), or set CHROME_PATH to a Chrome or Chromium that is there.',
  );
}

export interface LaunchOptions {
  /** More switches of Chromium's command line. */
  readonly args?: readonly string[];
  /** Switches that Playwright sets by itself and that must not be set, such as `--disable-back-forward-cache`. */
  readonly withoutDefaults?: readonly string[];
}

/** A browser with a profile of its own, as one context: its pages share origin, storage partition and cookie jar. */
export async function launchChromium({
  args = [],
  withoutDefaults = [],
}: LaunchOptions = {}): Promise<BrowserContext & AsyncDisposable> {
  const profile = await mkdtemp(join(tmpdir(), 'freshkey-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    ignoreDefaultArgs: [...withoutDefaults],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
  const end = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return Object.assign(context, { [Symbol.asyncDispose]: end });
}
