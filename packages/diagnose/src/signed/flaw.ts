import type { Facts } from '../facts.ts';
import type { Found } from '../rule.ts';

/** One thing in which a signature or proof does not fit the request that carries it. */
export interface Flaw<About extends string = string> {
  readonly about: About;
  /** What does not fit, as a sentence; more lines show the difference. */
  readonly evidence: string;
  readonly fix: string;
  /** In place of the evidence's first sentence. */
  readonly title?: string;
}

/** A list that grows by one flaw a call. */
export function flawList<About extends string>(): {
  readonly flaws: Flaw<About>[];
  found(about: About, evidence: string, fix: string, title?: string): void;
} {
  const flaws: Flaw<About>[] = [];
  return {
    flaws,
    found: (about, evidence, fix, title) => flaws.push({ about, evidence, fix, ...(title !== undefined && { title }) }),
  };
}

/** The heading of a flaw: its title, else the first sentence of its evidence. */
export function titleOf({ title, evidence }: Flaw): string {
  return title ?? (evidence.split(/[:.]?(?:\n|$)|: (?!`)/, 1)[0] ?? '').slice(0, 160);
}

/** What a flaw says beyond its heading: nothing where the heading says it all, else the lines of the difference. */
function beyondTitle(flaw: Flaw): string[] {
  const title = titleOf(flaw);
  if (flaw.evidence === title) return [];
  return [
    flaw.evidence.startsWith(`${title}:\n`) ? `The two differ:${flaw.evidence.slice(title.length + 1)}` : flaw.evidence,
  ];
}

/**
 * The finding of a flaw: the server's words before it, what else does not fit behind it. A heading is not repeated,
 * unless it takes two signals to make a cause of it.
 */
export function foundOf(
  heard: readonly string[],
  flaw: Flaw,
  { flaws = [], isSure = true }: { readonly flaws?: readonly Flaw[]; readonly isSure?: boolean } = {},
): Found {
  const others = flaws.filter((other) => other !== flaw).map(({ evidence }) => evidence);
  const evidence = [...heard, ...(isSure ? beyondTitle(flaw) : [flaw.evidence]), ...others];
  return {
    title: titleOf(flaw),
    evidence: evidence.length > 0 ? evidence.slice(0, 5) : [flaw.evidence],
    fix: flaw.fix,
    confidence: isSure ? 'proof' : 'likely',
  };
}

/** Whether the server refused it as the client's fault. Gates, sizes and rates are none of a signature's. */
export function isClientError({ response }: Facts): boolean {
  return response !== undefined && response.status >= 400 && response.status < 500;
}

/** Names as code: `` `host`, `date` ``. At most six. */
export function namesText(names: readonly string[]): string {
  return names
    .slice(0, 6)
    .map((name) => `\`${name.slice(0, 60)}\``)
    .join(', ');
}
