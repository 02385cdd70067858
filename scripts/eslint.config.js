import tseslint from 'typescript-eslint';

const promiseRules = (checksVoidReturn) => ({
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn }],
  '@typescript-eslint/await-thenable': 'error',
});

/** One style in every package: a reader must not be able to tell who wrote which. A constant that says its own type is a value. */
const isFunction = '[init.type=/^(Arrow)?FunctionExpression$/]';
const declared = {
  'no-restricted-syntax': [
    'error',
    {
      selector: `ExportNamedDeclaration > VariableDeclaration > VariableDeclarator${isFunction}:not([id.typeAnnotation])`,
      message: 'An exported function is a declaration: "export function name() {}". Arrows are for what is passed on.',
    },
  ],
};

/** Biome does the rest: the three about promises need types. A promise that nobody waits for is how a caller hangs. */
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
    rules: { ...promiseRules(true), ...declared },
  },
  {
    // An async request handler that rejects is an unhandled rejection here, and that ends the run.
    files: ['packages/*/src/**/*.test.{ts,tsx}', 'packages/*/src/**/test-support/**', 'scripts/**/*.ts'],
    ignores: ['scripts/consumers/projects/**'],
    rules: promiseRules(false),
  },
);
