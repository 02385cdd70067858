import type { Challenge } from './challenge.ts';

/**
 * The value of a challenge's parameter, or `undefined` where it has none.
 *
 * @param name in any case. Of duplicates, which RFC 9110 §11.2 forbids, the first one counts.
 */
export function paramOf(challenge: Pick<Challenge, 'params'>, name: string): string | undefined {
  return challenge.params.find((param) => param.name === name.toLowerCase())?.value;
}
