import type { CorpusCase } from '../case.ts';
import { threadsOfTheCommandLine } from './command-line.ts';
import { threadsOfKeys } from './keys.ts';
import { laterThreads } from './later.ts';
import { threadsOfTokens } from './tokens.ts';
import { threadsOfWays } from './ways.ts';

/** Exchanges rebuilt from public threads. */
export const threads: readonly CorpusCase[] = [
  ...threadsOfTokens,
  ...threadsOfWays,
  ...threadsOfKeys,
  ...threadsOfTheCommandLine,
  ...laterThreads,
];
