import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

/** Runs storms in Chromium, in the script that a bundler made of page.js in `folder`. */
export async function runInChromium(folder, jobs, script = 'page.js') {
  let done;
  const results = new Promise((resolve) => {
    done = resolve;
  });
  const pages = createServer(async (request, response) => {
    const path = request.url.slice(1);
    if (path === 'jobs') return response.end(JSON.stringify(jobs));
    if (path === 'results') {
      done(await json(request));
      return response.writeHead(204).end();
    }
    if (path === '') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return response.end(`<!doctype html><script type="module" src="/${script}"></script>`);
    }
    const content = await readFile(join(folder, path)).catch(() => undefined);
    return response.writeHead(content ? 200 : 404, { 'content-type': 'text/javascript' }).end(content);
  });
  await new Promise((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const profile = await mkdtemp(join(tmpdir(), 'freshkey-bundle-'));
  const url = `http://127.0.0.1:${pages.address().port}/`;
  const switches = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = spawn(process.env.CHROME_PATH, [...switches, `--user-data-dir=${profile}`, url], { stdio: 'ignore' });
  const gone = new Promise((resolve) => browser.once('exit', resolve));
  const late = setTimeout(() => done(jobs.map(() => ({ error: 'The page did not say what came of it.' }))), 90_000);
  try {
    return await results;
  } finally {
    clearTimeout(late);
    browser.kill();
    await gone;
    pages.closeAllConnections();
    pages.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
