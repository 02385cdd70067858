import type { Rule } from '../rule.ts';
import { cutAtHash, dollarExpanded, flattenedPem, quotesKept, windowsFile } from './environment/spelling.ts';
import {
  forkWithoutSecrets,
  notRestarted,
  secretIsPublic,
  variableNotInBundle,
  variableUnset,
} from './environment/unset.ts';
import {
  netrcOverrides,
  registryConfig,
  secretExpired,
  sourcesDisagree,
  userinfoInUrl,
  wrongMode,
  wrongRegion,
} from './environment/wrong-place.ts';

/** Variables, files and configuration behind the request: family G. */
export const environmentRules: readonly Rule[] = [
  variableUnset,
  variableNotInBundle,
  secretIsPublic,
  notRestarted,
  cutAtHash,
  dollarExpanded,
  quotesKept,
  flattenedPem,
  sourcesDisagree,
  wrongMode,
  wrongRegion,
  secretExpired,
  forkWithoutSecrets,
  netrcOverrides,
  userinfoInUrl,
  registryConfig,
  windowsFile,
];
