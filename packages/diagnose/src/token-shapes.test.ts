import { describe, expect, test } from 'vitest';
import { base62, crc32 } from './crc32.ts';
import { keyText } from './fixtures/fixture.ts';
import { tokenShapeOf } from './token-shapes.ts';

describe('tokenShapeOf', () => {
  test.each([
    [['gh', 'p_'], 'github', 'access'],
    [['github', '_pat_'], 'github', 'access'],
    [['gh', 'r_'], 'github', 'refresh'],
    [['gl', 'pat-'], 'gitlab', 'access'],
    [['sk', '_live_'], 'stripe', 'secret'],
    [['pk', '_test_'], 'stripe', 'publishable'],
    [['sk', '-ant-', 'api03-'], 'anthropic', 'secret'],
    [['sk', '-ant-', 'oat01-'], 'anthropic', 'access'],
    [['sk', '-proj-'], 'openai', 'secret'],
    [['AI', 'za'], 'google', 'secret'],
    [['ya', '29.'], 'google', 'access'],
    [['1', '//'], 'google', 'refresh'],
    [['GOC', 'SPX-'], 'google', 'client-secret'],
    [['xo', 'xb-'], 'slack', 'access'],
    [['xo', 'xe-'], 'slack', 'refresh'],
    [['xo', 'xe.', 'xoxb-'], 'slack', 'access'],
    [['shp', 'ss_'], 'shopify', 'client-secret'],
    [['AK', 'IA'], 'aws', 'identifier'],
    [['sb', '_publishable_'], 'supabase', 'publishable'],
    [['do', 'r_v1_'], 'digitalocean', 'refresh'],
  ])('knows %j', (pieces, vendor, use) => {
    expect(tokenShapeOf(pieces.join('') + keyText(30))).toMatchObject({ vendor, use });
  });

  test('knows a Telegram bot by its form', () => {
    expect(tokenShapeOf(`123456789:A${keyText(34)}`)?.vendor).toBe('telegram');
  });

  test.each([keyText(40), 'sk', 'ghp_', 'hello world', ''])('does not know %j', (token) => {
    expect(tokenShapeOf(token)).toBeUndefined();
  });

  test('tells a right checksum from a wrong one', () => {
    const body = keyText(30);
    const token = ['gh', 'p_', body, base62(crc32(body), 6)].join('');
    const { checksum } = tokenShapeOf(token) ?? {};
    expect(checksum?.(token)).toBe(true);
    for (let at = 4; at < token.length; at++) {
      const other = token[at] === 'a' ? 'b' : 'a';
      expect(checksum?.(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    }
  });
});

test('crc32 gives the check value of its standard', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
});
