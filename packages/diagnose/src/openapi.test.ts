import { describe, expect, test } from 'vitest';
import { findOperation, operationsOf, requiredScopes } from './openapi.ts';
import { auditScopes } from './scopes.ts';

const openapi = {
  openapi: '3.1.0',
  servers: [{ url: 'https://api.acme.example/v1' }],
  security: [{ oauth: ['orders:read'] }],
  components: {
    securitySchemes: {
      oauth: { type: 'oauth2' },
      key: { type: 'apiKey' },
      jwt: { type: 'http', scheme: 'bearer' },
      twin: { $ref: '#/components/securitySchemes/key' },
    },
    pathItems: {
      shared: { delete: { operationId: 'removeOrder', security: [{ oauth: ['orders:write', 'orders:delete'] }] } },
    },
  },
  paths: {
    '/orders': {
      get: { operationId: 'listOrders' },
      post: {
        operationId: 'createOrder',
        security: [{ oauth: ['orders:write'] }, { oauth: ['admin'], jwt: ['staff'] }],
      },
    },
    '/orders/{id}': { $ref: '#/components/pathItems/shared', get: { security: [{ oauth: ['one'] }] } },
    '/orders/latest': { get: { security: [{ oauth: ['latest'] }] } },
    '/files/{name}.{ext}': { get: { security: [{ oauth: ['files'] }] } },
    '/health': { get: { security: [] } },
    '/optional': { get: { security: [{}, { oauth: ['more'] }] } },
    '/keyed': { get: { security: [{ key: [] }, { oauth: ['keyed'] }] } },
    '/twin': { get: { security: [{ twin: [] }, { oauth: ['twin'] }] } },
    '/only-key': { get: { security: [{ key: [] }] } },
    'x-note': { get: {} },
  },
};

describe('requiredScopes', () => {
  test.each([
    ['GET /orders', [['orders:read']]],
    ['listOrders', [['orders:read']]],
    ['post /orders', [['orders:write'], ['admin', 'staff']]],
    ['createOrder', [['orders:write'], ['admin', 'staff']]],
    ['DELETE /orders/{id}', [['orders:write', 'orders:delete']]],
    ['DELETE /orders/{orderId}', [['orders:write', 'orders:delete']]],
    ['removeOrder', [['orders:write', 'orders:delete']]],
    ['GET /orders/17', [['one']]],
    ['GET /orders/latest', [['latest']]],
    ['GET /orders/', [['orders:read']]],
    ['GET https://api.acme.example/v1/orders/17?full=1', [['one']]],
    ['GET /files/report.pdf', [['files']]],
    ['GET /health', [[]]],
    ['GET /optional', [[], ['more']]],
    ['GET /keyed', [['keyed']]],
    ['GET /twin', [['twin']]],
    ['GET /only-key', [[]]],
    ['GET /nowhere', undefined],
    ['GET /orders/17/items', undefined],
    ['GET /files/report', undefined],
    ['PATCH /orders', undefined],
    ['noSuchOperation', undefined],
    ['', undefined],
  ])('reads what %j needs', (operation, expected) => {
    expect(requiredScopes(openapi, operation)).toEqual(expected);
  });

  test('needs nothing where neither operation nor root says so', () => {
    expect(requiredScopes({ openapi: '3.0.3', paths: { '/a': { get: {} } } }, 'GET /a')).toEqual([[]]);
  });

  test('ends on references that go round in circles, elsewhere or nowhere', () => {
    const paths = {
      '/a': { $ref: '#/paths/~1b' },
      '/b': { $ref: '#/paths/~1a', get: { $ref: '#/x' } },
      '/c': { $ref: 'other.yaml#/c' },
      '/d': { $ref: '#/paths/~1nowhere' },
    };
    expect(requiredScopes({ openapi: '3.1.0', paths, x: { $ref: '#/x' } }, 'GET /b')).toBeUndefined();
    expect(operationsOf({ openapi: '3.1.0', paths })).toEqual([]);
  });

  test('follows references with escaped and encoded names', () => {
    const document = {
      openapi: '3.1.0',
      paths: { '/a': { $ref: '#/paths/~1b~1%7Bid%7D' }, '/b/{id}': { get: { security: [{ o: ['s'] }] } } },
    };
    expect(requiredScopes(document, 'GET /a')).toEqual([['s']]);
  });

  test.each([
    null,
    7,
    'text',
    [],
    {},
    { paths: 7 },
    { paths: { '/a': null } },
    { paths: { '/a': { get: 7 } } },
    { paths: { '/a': { get: { security: [7, null] } } } },
  ])('never throws, as on %j', (document) => {
    expect(() => requiredScopes(document, 'GET /a')).not.toThrow();
  });

  test('goes with the audit', () => {
    expect(auditScopes({ granted: 'orders:read', required: requiredScopes(openapi, 'POST /orders') ?? [] })).toEqual({
      granted: ['orders:read'],
      required: ['orders:write'],
      missing: ['orders:write'],
      unneeded: ['orders:read'],
    });
  });
});

test('findOperation gives method, template and id', () => {
  expect(findOperation(openapi, 'POST /v1/orders')).toEqual({
    method: 'POST',
    path: '/orders',
    operationId: 'createOrder',
  });
});
