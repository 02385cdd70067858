import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const recipes = ['tanstack-query', 'swr', 'redux-toolkit-query', 'react-router', 'next-rendering', 'react-native'];
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** A page does not show where the application keeps its own session. */
const withoutOwnImports = (code: string) => code.replaceAll(/^import .* from '\.\/.*';\n/gm, '').trim();

const pages = recipes.map((name) => read(`../../../../docs/recipes/${name}.md`)).join('\n');
const files = readdirSync(new URL('.', import.meta.url)).filter((file) => !/\.test\.|^next-server/.test(file));

test.each(files)('the recipes show %s as it is run here', (file) => {
  expect(pages).toContain(withoutOwnImports(read(file)));
});
