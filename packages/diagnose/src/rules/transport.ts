import type { Rule } from '../rule.ts';
import { addressNotAllowed, cachedRefusal, rateLimited } from './transport/answers-of-policy.ts';
import { webSocketWithoutHeader } from './transport/connections.ts';
import {
  headersNotExposed,
  preflightRefused,
  preflightWithoutAuthorization,
  refusalHiddenByCors,
  wildcardWithCredentials,
} from './transport/cors.ts';
import { edgeFilter } from './transport/edge-filters.ts';
import { platformGate, vercelProtection } from './transport/platform-gates.ts';
import { networkLogin, proxyAuthentication } from './transport/proxies.ts';

/** Family B: transport, CORS, proxies and gates in front. */
export const transportRules: readonly Rule[] = [
  preflightRefused,
  proxyAuthentication,
  networkLogin,
  vercelProtection,
  platformGate,
  edgeFilter,
  wildcardWithCredentials,
  refusalHiddenByCors,
  preflightWithoutAuthorization,
  webSocketWithoutHeader,
  rateLimited,
  addressNotAllowed,
  cachedRefusal,
  headersNotExposed,
];
