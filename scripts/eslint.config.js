import tseslint from 'typescript-eslint';

const promiseRules = (checksVoidReturn) => ({
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn }],
  '@typescript-eslint/await-thenable': 'error',
});

/** Biome does the rest: these three need types. A promise that nobody waits for is how a caller hangs. */
export default tseslint.config(
  // What is built is nobody's to mend; as CommonJS it would be linted for its ending.
  { ignores: ['**/dist/**'] },
  {
    files: ['packages/*/src/**/*.{ts,tsx}', 'scripts/**/*.ts'],
    // Projects of the consumer tests have their own dependencies and are type-checked where these are installed.
    ignores: ['scripts/consumers/projects/**'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: promiseRules(true),
  },
  {
    // An async request handler that rejects is an unhandled rejection here, and that ends the run.
    files: ['packages/*/src/**/*.test.{ts,tsx}', 'packages/*/src/**/test-support/**', 'scripts/**/*.ts'],
    ignores: ['scripts/consumers/projects/**'],
    rules: promiseRules(false),
  },
);
