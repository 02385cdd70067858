import { describe, expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { isExempt, proxyFor } from './proxy-settings.ts';

const url = (text: string) => new URL(text);

describe('proxyFor', () => {
  test('takes the one that was asked for, with its user', () => {
    expect(proxyFor(url('https://a.example'), { proxy: 'http://us%65r:pw@proxy.example:3128' }, {})).toEqual({
      url: new URL('http://us%65r:pw@proxy.example:3128'),
      authorization: `Basic ${btoa('user:pw')}`,
    });
    expect(proxyFor(url('https://a.example'), { proxy: 'proxy.example', proxyUser: 'a:b' }, {})).toMatchObject({
      url: new URL('http://proxy.example:1080'),
      authorization: `Basic ${btoa('a:b')}`,
    });
  });

  test('takes the environment’s by scheme, and none for this machine', () => {
    const env = { https_proxy: 'http://s:1', http_proxy: 'http://p:2', NO_PROXY: '.internal,b.example' };
    expect(proxyFor(url('https://a.example'), {}, env)?.url.host).toBe('s:1');
    expect(proxyFor(url('http://a.example'), {}, env)?.url.host).toBe('p:2');
    for (const exempt of [
      'http://localhost',
      'http://127.0.0.1:3000',
      'http://[::1]',
      'https://x.internal',
      'https://b.example',
    ]) {
      expect(proxyFor(url(exempt), {}, env)).toBeUndefined();
    }
    expect(proxyFor(url('http://a.example'), {}, { HTTP_PROXY: 'http://p:2' })).toBeUndefined();
    expect(proxyFor(url('https://a.example'), { proxy: '' }, env)).toBeUndefined();
  });

  test('refuses what is no HTTP proxy', () => {
    expect(() => proxyFor(url('https://a.example'), { proxy: 'socks5://p:1' }, {})).toThrow(UsageError);
    expect(() => proxyFor(url('https://a.example'), { proxy: 'http://[' }, {})).toThrow(UsageError);
  });

  test('reads the list of exemptions', () => {
    expect(isExempt(url('https://a.example'), '*')).toBe(true);
    expect(isExempt(url('https://a.example'), 'a.example:443')).toBe(true);
    expect(isExempt(url('https://a.example'), 'a.example:80')).toBe(false);
    expect(isExempt(url('https://ba.example'), 'a.example')).toBe(false);
    expect(isExempt(url('https://b.a.example'), '*.a.example')).toBe(true);
    expect(isExempt(url('https://a.example'), '')).toBe(false);
  });
});
