import type { Rule } from '../rule.ts';
import {
  beforeLogin,
  frameworkCache,
  otherInstance,
  refreshLoop,
  refreshStampede,
  tokenCapturedOnce,
} from './client-code/recording.ts';
import {
  authOptionOverrides,
  foreignAbsoluteUrl,
  headersAsBody,
  noCorsMode,
  promiseInHeader,
  replayedWithoutBody,
  streamNotReplayable,
} from './client-code/request-built.ts';

/** How the client's code was written, as far as an exchange or a recording shows it: family H. */
export const clientCodeRules: readonly Rule[] = [
  headersAsBody,
  tokenCapturedOnce,
  otherInstance,
  authOptionOverrides,
  replayedWithoutBody,
  refreshStampede,
  refreshLoop,
  beforeLogin,
  promiseInHeader,
  noCorsMode,
  frameworkCache,
  foreignAbsoluteUrl,
  streamNotReplayable,
];
