import { join } from 'node:path';
import type { TestServer } from '@freshkey/testing/server';
import type { BrowserContext } from 'playwright';
import { serveFolder } from './serve-folder.ts';

/**
 * Signs in, lets the token expire, and storms, in a page that the project built.
 *
 * @throws Error when the page says otherwise, or complains on its console.
 */
export async function browserStorm(
  browser: BrowserContext,
  folder: string,
  server: TestServer,
  screenshot: string,
): Promise<void> {
  await using site = await serveFolder(join(folder, 'dist'));
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser's own line for the twenty refusals.
    const isAboutAnAnswer = message.text().startsWith('Failed to load resource: the server responded with');
    if (['error', 'warning'].includes(message.type()) && !isAboutAnAnswer) complaints.push(message.text());
  });
  try {
    await page.goto(site.url);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#state', { hasText: 'active' }).waitFor();
    server.tokens.expireAll();
    await page.getByRole('button', { name: 'Storm' }).click();
    await page.getByText('20 answered, 1 refreshed').waitFor();
    await page.screenshot({ path: screenshot });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  } catch (error) {
    throw new Error(`${(error as Error).message}\nThe page said: ${complaints.join('\n') || 'nothing'}`, {
      cause: error,
    });
  } finally {
    await page.close();
  }
  if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
}
