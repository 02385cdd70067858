import { codeHosts } from './code-hosts.ts';
import { identity } from './identity.ts';
import { observability } from './observability.ts';
import { privateRegistries } from './private-registries.ts';
import type { Product } from './product.ts';
import { projectTools } from './project-tools.ts';
import { registries } from './registries.ts';

/** Every product that this package knows. */
export const products: readonly Product[] = [
  ...codeHosts,
  ...identity,
  ...observability,
  ...privateRegistries,
  ...projectTools,
  ...registries,
];
