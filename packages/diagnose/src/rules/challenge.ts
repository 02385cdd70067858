import type { Rule } from '../rule.ts';
import { registryLoginRefused, registryToken } from './challenge/registry.ts';
import {
  challengeSaysExpired,
  insufficientScope,
  malformedChallenge,
  noChallenge,
  protectedResourceMetadata,
  requestMalformed,
  stepUp,
} from './challenge/resource.ts';
import { invalidClient, invalidGrant, refreshRace } from './challenge/token-endpoint.ts';

/** What the server says itself, by its challenge or as a token endpoint: family E. */
export const challengeRules: readonly Rule[] = [
  challengeSaysExpired,
  insufficientScope,
  requestMalformed,
  stepUp,
  protectedResourceMetadata,
  registryLoginRefused,
  registryToken,
  noChallenge,
  malformedChallenge,
  invalidClient,
  invalidGrant,
  refreshRace,
];
