import type { Page } from 'playwright';

/** The example application as a person sees it. */
export interface ReportsPage {
  readonly page: Page;
  /** What the page wrote on the console that no working page writes. */
  readonly complaints: readonly string[];
  signIn(password?: string): Promise<void>;
  press(name: string): Promise<void>;
  /** Waits until all twenty reports are in this state. */
  allReports(state: 'answered' | 'refused'): Promise<void>;
  /** Waits until no report is under way. */
  settled(): Promise<void>;
  /** A line of the panel "Session". */
  fact(name: string): Promise<string>;
  /** The events in the order in which they happened, such as `['signed-in', 'held ×20', 'refreshed', 'replayed ×20']`. */
  events(): Promise<string[]>;
}

/** The browser's own line for an answer that is no success; it comes whatever the page does. */
const isAboutAnAnswer = (text: string) => text.startsWith('Failed to load resource: the server responded with');
/** Freshkey's line for the developer, once for a cause. */
const isForTheDeveloper = (text: string) => text.startsWith('freshkey: ');

export function reportsPage(page: Page): ReportsPage {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !isAboutAnAnswer(text) && !isForTheDeveloper(text))
      complaints.push(`${message.type()}: ${text}`);
  });
  return {
    page,
    complaints,
    async signIn(password = 'lovelace') {
      await page.getByLabel('User').fill('ada');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
    press: (name) => page.getByRole('button', { name, exact: false }).click(),
    async allReports(state) {
      await page.waitForFunction(
        (wanted) => document.querySelectorAll(`.report[data-state="${wanted}"]`).length === 20,
        state,
      );
    },
    async settled() {
      await page.waitForFunction(() => {
        const reports = [...document.querySelectorAll<HTMLElement>('.report')];
        return reports.every(({ dataset: { state } }) => state === 'answered' || state === 'refused');
      });
    },
    fact: (name) => page.locator(`.facts dt:text-is("${name}") + dd`).innerText(),
    async events() {
      const lines = await page.locator('.events li').all();
      const texts = await Promise.all(
        lines.map(async (line) => (await line.locator('.name, .count').allInnerTexts()).join(' ')),
      );
      return texts.reverse();
    },
  };
}
