import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { Secret } from './secret.ts';

const text = `plain-${'s3cr3t'.repeat(4)}`;
const secret = new Secret(text, 'API_TOKEN');

describe('a secret', () => {
  test('yields its text by an explicit call', () => {
    expect(secret.reveal()).toBe(text);
  });

  test.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['a template', () => `${secret}`],
    ['concatenation', () => `Bearer ${String(secret)}`],
    ['toString', () => secret.toString()],
    ['toLocaleString', () => (secret as object).toLocaleString()],
    ['JSON', () => JSON.stringify(secret)],
    ['JSON at depth', () => JSON.stringify({ a: [{ b: secret }] }, null, 2)],
    ['inspect', () => inspect(secret)],
    [
      'inspect at depth',
      () => inspect({ a: { b: { c: { d: [secret] } } } }, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    ],
    ['inspect as a key', () => inspect(new Map([[secret, secret]]), { showHidden: true, getters: true })],
    ['format %s', () => format('%s', secret)],
    ['format %o', () => format('%o', secret)],
    ['format %j', () => format('%j', secret)],
    ['an error with it', () => inspect(new Error('failed', { cause: secret }))],
    ['joining', () => [secret, 'x'].join()],
  ])('prints as its name in %s', (_, print) => {
    expect(print()).toContain('[secret API_TOKEN]');
    expect(print()).not.toContain(text);
    expect(print()).not.toContain('s3cr3t');
  });

  test.each<[string, () => unknown]>([
    ['spreading', () => ({ ...secret })],
    ['Object.assign', () => Object.assign({}, secret)],
    ['structuredClone', () => structuredClone(secret)],
    ['entries', () => Object.entries(secret)],
    ['own properties', () => Object.entries(Object.getOwnPropertyDescriptors(secret))],
    ['serialization', () => serialize(secret).toString('latin1')],
    ['inspection without its own hook', () => inspect(secret, { customInspect: false, showHidden: true, depth: 9 })],
    ['a number', () => Number(secret)],
  ])('gives nothing away to %s', (_, copy) => {
    const seen = inspect(copy(), { customInspect: false, showHidden: true, depth: 9 });
    expect(seen).not.toContain('s3cr3t');
  });

  test('prints as [secret] without a name', () => {
    expect(String(new Secret(text))).toBe('[secret]');
  });

  test('refuses to be revealed as a copy', () => {
    const copy = Object.create(Secret.prototype) as Secret;
    expect(() => copy.reveal()).toThrow('copy of a Secret');
  });

  test('is made of a string alone', () => {
    expect(() => new Secret(undefined as unknown as string)).toThrow(TypeError);
  });
});
