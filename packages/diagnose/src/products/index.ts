import { aws } from './aws.ts';
import { business } from './business.ts';
import { chat } from './chat.ts';
import { ci } from './ci.ts';
import { clouds } from './clouds.ts';
import { codeHosts } from './code-hosts.ts';
import { containers } from './containers.ts';
import { data } from './data.ts';
import { frameworks } from './frameworks.ts';
import { gateways } from './gateways.ts';
import { google } from './google.ts';
import { identity } from './identity.ts';
import { mail } from './mail.ts';
import { media } from './media.ts';
import { microsoft } from './microsoft.ts';
import { models } from './models.ts';
import { observability } from './observability.ts';
import { payments } from './payments.ts';
import { phones } from './phones.ts';
import { platforms } from './platforms.ts';
import { privateRegistries } from './private-registries.ts';
import type { Product } from './product.ts';
import { projectTools } from './project-tools.ts';
import { registries } from './registries.ts';
import { selfHosted } from './self-hosted.ts';

const none: readonly Product[] = [];

// A spread would run at import, so that bundlers would keep the table in programs that never diagnose.
/** Every product that this package knows. */
export const products: readonly Product[] = /* @__PURE__ */ none.concat(
  aws,
  business,
  chat,
  ci,
  clouds,
  codeHosts,
  containers,
  data,
  frameworks,
  gateways,
  google,
  identity,
  mail,
  media,
  microsoft,
  models,
  observability,
  payments,
  phones,
  platforms,
  privateRegistries,
  projectTools,
  registries,
  selfHosted,
);
