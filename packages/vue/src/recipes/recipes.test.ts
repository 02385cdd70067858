import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const recipes = ['tanstack-query', 'pinia', 'vue-router', 'nuxt-rendering'];
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** A page does not show where the application keeps its own session. */
const withoutOwnImports = (code: string) => code.replaceAll(/^import .* from '\.\/.*';\n/gm, '').trim();

// Where both frameworks do the same, the page shows it once and names the packages of React.
const pages = recipes
  .map((name) => read(`../../../../docs/recipes/${name}.md`))
  .join('\n')
  .replaceAll('@freshkey/react', '@freshkey/vue')
  .replaceAll('@tanstack/react-query', '@tanstack/vue-query');
const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !/\.test\.|^nuxt-imports/.test(file));

test.each(files)('the recipes show %s as it is run here', (file) => {
  expect(pages).toContain(withoutOwnImports(read(file)));
});
