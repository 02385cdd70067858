export { diagnose } from './diagnose-with-products.ts';
export { products } from './products/index.ts';
export type { Product } from './products/product.ts';
