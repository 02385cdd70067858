import type { Rule } from '../rule.ts';
import { cloudRules } from './vendor/clouds.ts';
import { codeHostingRules } from './vendor/code-hosting.ts';
import { identityRules } from './vendor/identity.ts';
import { messagingRules } from './vendor/messaging.ts';
import { sessionRules } from './vendor/sessions.ts';
import { workRules } from './vendor/work.ts';

/** What single vendors and products mean by their answers: family J. */
export const vendorRules: readonly Rule[] = [
  ...codeHostingRules,
  ...identityRules,
  ...cloudRules,
  ...messagingRules,
  ...workRules,
  ...sessionRules,
];
