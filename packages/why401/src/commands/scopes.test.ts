import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ScopesPrinted } from '../output/scopes-text.ts';
import { runCli } from '../test-support/run-cli.ts';
import { jwt, key, opaque } from '../test-support/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'why401-scopes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const document = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  security: [{ oauth: ['orders:read'] }],
  paths: {
    '/orders': {
      get: { operationId: 'listOrders', responses: {} },
      post: {
        operationId: 'createOrder',
        security: [{ oauth: ['orders:write', 'orders:read'] }, { oauth: ['admin'] }],
        responses: {},
      },
    },
    '/health': { get: { security: [], responses: {} } },
  },
  components: { securitySchemes: { oauth: { type: 'oauth2', flows: {} } } },
};
const jsonFile = join(folder, 'api.json');
writeFileSync(jsonFile, JSON.stringify(document));
const yamlFile = join(folder, 'api.yaml');
writeFileSync(
  yamlFile,
  `openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    post:
      operationId: createOrder
      security:
        - oauth: [orders:write]
components: { securitySchemes: { oauth: { type: oauth2 } } }
`,
);
const audit = async (argv: string[], options: Parameters<typeof runCli>[1] = {}) => {
  const result = await runCli(['scopes', ...argv, '--json'], options);
  return { code: result.code, report: result.json<ScopesPrinted>() };
};

describe('why401 scopes', () => {
  test('tells what is missing and what is not needed', async () => {
    const { code, report } = await audit([
      '--openapi',
      jsonFile,
      '--operation',
      'POST /orders',
      '--granted',
      'orders:read profile',
    ]);
    expect(code).toBe(1);
    expect(report).toMatchObject({
      schema: 1,
      operation: 'POST /orders',
      granted: ['orders:read', 'profile'],
      required: ['orders:write', 'orders:read'],
      missing: ['orders:write'],
      unneeded: ['profile'],
    });
  });

  test('takes an operationId, a document in YAML, and alternatives', async () => {
    const { code, report } = await audit([
      '--openapi',
      yamlFile,
      '--operation',
      'createOrder',
      '--granted',
      'orders:write',
    ]);
    expect([code, report.operation, report.operationId, report.missing]).toEqual([
      0,
      'POST /orders',
      'createOrder',
      [],
    ]);
    expect(
      (await audit(['--openapi', jsonFile, '--operation', 'createOrder', '--granted', 'admin'])).report,
    ).toMatchObject({ required: ['admin'], missing: [] });
    expect(
      (await audit(['--openapi', jsonFile, '--operation', 'listOrders', '--granted', 'x'])).report.missing,
    ).toEqual(['orders:read']);
    expect((await audit(['--openapi', jsonFile, '--operation', 'GET /health', '--granted', ''])).code).toBe(0);
  });

  test('reads the grants out of a token', async () => {
    const token = jwt({ scope: 'orders:read', permissions: ['orders:write'], email: 'anna@example.com' });
    const operation = ['--openapi', jsonFile, '--operation', 'POST /orders'];
    expect((await audit([...operation, '--token-env', 'T'], { env: { T: token } })).code).toBe(0);
    expect((await audit([...operation, '--token-stdin'], { stdin: `Bearer ${token}\n` })).report.granted).toEqual([
      'orders:read',
      'orders:write',
    ]);
  });

  test('compares with scopes that are given without a document', async () => {
    const { code, report } = await audit(['--required', 'a b', '--granted', 'b c']);
    expect([code, report.operation, report.missing, report.unneeded]).toEqual([1, null, ['a'], ['c']]);
  });

  test('prints for a person', async () => {
    const { stdout } = await runCli([
      'scopes',
      '--openapi',
      jsonFile,
      '--operation',
      'POST /orders',
      '--granted',
      'orders:read',
    ]);
    expect(stdout).toContain('POST /orders needs orders:write, which the token does not have.\n');
    expect(stdout).toContain('Missing: orders:write\n');
  });

  const operation = ['--openapi', jsonFile, '--operation', 'POST /orders'];
  test.each<[string, string[], string, Parameters<typeof runCli>[1]?]>([
    ['nothing', [], '--openapi'],
    ['no grants', operation, '--granted'],
    ['grants twice', [...operation, '--granted', 'a', '--token-env', 'T'], 'once', { env: { T: 'x' } }],
    ['a token for scopes', [...operation, '--granted', jwt({})], '--granted takes scopes'],
    ['a key for scopes', [...operation, '--granted', key('gh', 'p_', opaque)], '--granted takes scopes'],
    ['a token for a variable’s name', [...operation, '--token-env', jwt({})], 'name of an environment variable'],
    ['an opaque token', [...operation, '--token-env', 'T'], 'no JWT', { env: { T: opaque } }],
    ['a variable that is not set', [...operation, '--token-env', 'T'], 'T is not set'],
    [
      'an operation that is near',
      ['--openapi', jsonFile, '--operation', 'POST /order', '--granted', 'a'],
      'did you mean POST /orders?',
    ],
    [
      'an operation that is nowhere',
      ['--openapi', jsonFile, '--operation', 'nonsense-operation', '--granted', 'a'],
      'no such operation',
    ],
    [
      'a document that is not there',
      ['--openapi', join(folder, 'none'), '--operation', 'x', '--granted', 'a'],
      'no such file',
    ],
    ['words without an option', ['POST', '/orders'], 'quotes'],
  ])('refuses %s on one line, without a secret', async (_, argv, message, options = {}) => {
    const { code, stdout, stderr } = await runCli(['scopes', ...argv], options);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^why401: [^\n]*\n$/);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(opaque);
  });

  test.each<[string, string]>([
    ['no JSON', '{ "openapi": '],
    ['no YAML', 'a: [\n- b: }'],
    ['text', 'hello'],
    ['an empty file', ''],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from(
        { length: 12 },
        (_, index) =>
          `b${index}: &b${index} [${Array(9)
            .fill(index === 0 ? '*a' : `*b${index - 1}`)
            .join(',')}]`,
      ).join('\n')}\npaths: *b11`,
    ],
  ])('refuses a document that is %s', async (_, content) => {
    const path = join(folder, 'broken');
    writeFileSync(path, content);
    const { code, stderr } = await runCli(['scopes', '--openapi', path, '--operation', 'GET /', '--granted', 'a']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^why401: The [^\n]*\n$/);
  });
});
