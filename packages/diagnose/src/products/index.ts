import { identity } from './identity.ts';
import { observability } from './observability.ts';
import type { Product } from './product.ts';
import { projectTools } from './project-tools.ts';

/** Every product that this package knows. */
export const products: readonly Product[] = [...identity, ...observability, ...projectTools];
