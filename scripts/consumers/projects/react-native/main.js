import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import vm from 'node:vm';
import { host } from './host.js';
import { runInChromium } from './shared/chromium.js';
import { bundleWithMetro } from './shared/metro.js';
import { openPlace, row, stormRows } from './shared/rows.js';

const out = resolve('built/program.js');
await bundleWithMetro('program.js', out, 'react-native');

/** A global object with the language and what the host gives it, and nothing of Node's. */
function start() {
  const context = vm.createContext(host());
  vm.runInContext('globalThis.global = globalThis;', context);
  vm.runInContext(readFileSync(out, 'utf8'), context, { filename: 'program.js' });
  if (context.missing.length > 0) throw new Error(`Here is ${context.missing}, which React Native has not.`);
  return context;
}

const longestMs = 60_000;

/** What is left waiting is a failure, and no exit. */
function settled(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not settle.`)), longestMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const what = 'storm, a key refused without followRedirects, upload, abort, sign-out while held';

for (const client of ['fetch', 'axios, xhr', 'axios, fetch']) {
  await row('React Native, emulated, from Metro', client, what, async () => {
    for (const name of ['storm', 'a key', 'upload', 'abort', 'sign-out while held']) {
      await using place = await openPlace();
      try {
        await settled(start().runCase(name, client, place.place), name);
        if (name === 'storm') place.verify();
        else place.server.journal.expectNoReuse();
      } catch (error) {
        throw new Error(`${name}: ${error?.stack ?? error}`);
      }
    }
  });
}

await stormRows('Chromium, from Metro', ['fetch', 'ky', 'axios, xhr', 'axios, fetch'], async (jobs) => {
  await bundleWithMetro('shared/page.js', resolve('built/page.js'), 'web');
  return runInChromium('built', jobs);
});
