import tseslint from 'typescript-eslint';

/** Biome does the rest: these three need types. A promise that nobody waits for is how a caller hangs. */
export default tseslint.config({
  files: ['packages/*/src/**/*.{ts,tsx}', 'scripts/**/*.ts'],
  // Projects of the consumer tests have their own dependencies and are type-checked where these are installed.
  ignores: ['scripts/consumers/projects/**'],
  plugins: { '@typescript-eslint': tseslint.plugin },
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true },
  },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: true, returns: true } }],
    '@typescript-eslint/await-thenable': 'error',
  },
});
