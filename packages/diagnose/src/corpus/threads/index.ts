import type { CorpusCase } from '../case.ts';
import { threadsOfTheCommandLine } from './command-line.ts';
import { threadsOfForms } from './forms.ts';
import { threadsOfGates } from './gates.ts';
import { threadsOfGrants } from './grants.ts';
import { threadsOfKeys } from './keys.ts';
import { laterThreads } from './later.ts';
import { laterThreadsOfSignatures } from './later-signed.ts';
import { laterThreadsOfWays } from './later-ways.ts';
import { threadsOfProducts } from './products.ts';
import { threadsOfRedirects } from './redirects.ts';
import { threadsOfTimes } from './times.ts';
import { threadsOfTokens } from './tokens.ts';
import { threadsOfWays } from './ways.ts';

/** Exchanges rebuilt from public threads. */
export const threads: readonly CorpusCase[] = [
  ...threadsOfTheCommandLine,
  ...threadsOfForms,
  ...threadsOfGates,
  ...threadsOfGrants,
  ...threadsOfKeys,
  ...laterThreadsOfSignatures,
  ...laterThreadsOfWays,
  ...laterThreads,
  ...threadsOfProducts,
  ...threadsOfRedirects,
  ...threadsOfTimes,
  ...threadsOfTokens,
  ...threadsOfWays,
];
