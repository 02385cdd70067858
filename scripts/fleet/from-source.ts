import { registerHooks } from 'node:module';

/** Lets a Node process read our packages as sources, as the tests do: no test waits for a build, or sees an old one. */
registerHooks({
  resolve(specifier, context, next) {
    const [, name, entry = 'index'] = /^@freshkey\/([a-z0-9]+)(?:\/([a-z]+))?$/.exec(specifier) ?? [];
    if (name === undefined) return next(specifier, context);
    return { url: new URL(`../../packages/${name}/src/${entry}.ts`, import.meta.url).href, shortCircuit: true };
  },
});
