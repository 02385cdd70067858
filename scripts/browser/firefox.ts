import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { FirefoxControl, type Tab } from './firefox-control.ts';

/** A stock Firefox with a profile of its own: its tabs share origin, storage and cookies, as a person's do. */
export interface Firefox extends AsyncDisposable {
  /** For the head of each page that is opened: what makes it answer the test. */
  readonly agent: string;
  open(url: string): Promise<Tab>;
}

/**
 * No first-run pages and nothing that goes out by itself; tabs may be opened and closed by a script, and those in the
 * background keep time as the one in front does.
 */
const preferences: Readonly<Record<string, boolean | number | string>> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.allow_scripts_to_close_windows': true,
  'dom.disable_open_during_load': false,
  'dom.min_background_timeout_value': 10,
  'dom.popup_maximum': -1,
  'dom.timeout.enable_budget_timer_throttling': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.http.max-persistent-connections-per-server': 200,
  'network.proxy.type': 0,
  'toolkit.telemetry.enabled': false,
};

function findFirefox(): string {
  const found = findProgram(
    'FIREFOX_PATH',
    ['firefox-esr', 'firefox'],
    ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  );
  if (found) return found;
  throw new Error(
    'These tests need Firefox. Install it ("apt-get install firefox-esr"), or set FIREFOX_PATH to one that is there.',
  );
}

/**
 * Starts a stock Firefox, without a driver: it is told one address, and everything else is what its pages are asked to do.
 *
 * @throws Error that says what to install.
 */
export async function launchFirefox(): Promise<Firefox> {
  const program = findFirefox();
  const profile = await mkdtemp(join(tmpdir(), 'freshkey-firefox-'));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const script = await readFile(new URL('firefox-agent.js', import.meta.url), 'utf8');
  const control = await FirefoxControl.listen(script);
  const child = spawn(program, ['--headless', '--no-remote', '--profile', profile, control.tabAt(control.url)], {
    env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1' },
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));

  async function end(): Promise<void> {
    child.kill();
    await gone;
    await control.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  const first = await control.arrived().catch(async (error: unknown) => {
    await end();
    throw error;
  });

  return {
    agent: control.agent,
    async open(url) {
      await first.evaluate((address) => void window.open(address, '_blank', 'noopener'), control.tabAt(url));
      return control.arrived();
    },
    [Symbol.asyncDispose]: end,
  };
}
