import { getCurrentInstance, hasInjectionContext, inject, ssrContextKey } from 'vue';

/** How what is being set up gets on the screen. */
export type Rendering = 'on-server' | 'hydrating' | 'in-browser';

/**
 * `renderToString` and its kin provide a context, whatever globals the server has. While a component is hydrated its
 * virtual node already has the element that the server rendered; that is what Vue itself goes by.
 */
export function currentRendering(): Rendering {
  if (hasInjectionContext() && inject<unknown>(ssrContextKey, undefined)) return 'on-server';
  return getCurrentInstance()?.vnode.el ? 'hydrating' : 'in-browser';
}
