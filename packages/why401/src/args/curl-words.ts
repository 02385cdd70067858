import { curlLineOptions } from './tables.ts';
import { tokensOf } from './tokens.ts';

/**
 * Tells the two meanings of `--json` among the words after `curl` apart: with data behind it, it is curl's; at the end,
 * in front of another option or of the URL, it asks for our output. Also drops curl's `--no-…`, which are defaults here.
 */
export function ownJson(words: readonly string[]): { words: string[]; json: boolean } {
  // Read as an option without a value, so that the word behind it can be looked at.
  const tokens = tokensOf(words, { ...curlLineOptions, json: { value: false } });
  const dropped = new Set<number>();
  let json = false;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const next = words[token.index + 1];
    if (
      token.name === 'json' &&
      token.value === undefined &&
      (next === undefined || /^-{1,2}[A-Za-z]|^https?:\/\//i.test(next))
    ) {
      json = true;
      dropped.add(token.index);
    }
    const positive = /^no-(.+)$/.exec(token.name)?.[1];
    if (
      positive !== undefined &&
      !Object.hasOwn(curlLineOptions, token.name) &&
      curlLineOptions[positive]?.value === false
    )
      dropped.add(token.index);
  }
  return { words: words.filter((_, index) => !dropped.has(index)), json };
}
