import { expect, test } from 'vitest';
import type { SessionRecord } from '../session-record.ts';
import { Seal } from './sealing.ts';

const record: SessionRecord = {
  generation: 3,
  loginId: 'l',
  tokens: { accessToken: 'a', refreshToken: 'r', receivedAtMs: 1 },
};
const keyOf = (id: string, fill: number) => ({ id, key: new Uint8Array(32).fill(fill) });
const sealWith = (keys: ReturnType<typeof keyOf>[], acceptsClear = false) => new Seal(keys, acceptsClear);

test('opens what it sealed, with a nonce of its own every time', async () => {
  const seal = sealWith([keyOf('k1', 1)]);
  const [one, other] = await Promise.all([seal.seal(record, 'name'), seal.seal(record, 'name')]);
  expect(one).toMatch(/^enc\.k1\./);
  expect(one).not.toBe(other);
  expect(await seal.open(one, 'name')).toEqual(record);
});

test('encrypts with the first key and decrypts with any', async () => {
  const old = await sealWith([keyOf('k1', 1)]).seal(record, 'name');
  const rotated = sealWith([keyOf('k2', 2), keyOf('k1', 1)]);
  expect(await rotated.open(old, 'name')).toEqual(record);
  expect(await rotated.seal(record, 'name')).toMatch(/^enc\.k2\./);
});

test('opens a value under the name alone that it was sealed for', async () => {
  const seal = sealWith([keyOf('k1', 1)]);
  await expect(seal.open(await seal.seal(record, 'name'), 'another name')).rejects.toMatchObject({
    code: 'store-corrupt',
    message: expect.stringMatching(/does not open with the key "k1"/),
  });
});

test('opens nothing that was changed', async () => {
  const seal = sealWith([keyOf('k1', 1)]);
  const text = await seal.seal(record, 'name');
  const changed = `${text.slice(0, -2)}${text.endsWith('AA') ? 'BB' : 'AA'}`;
  await expect(seal.open(changed, 'name')).rejects.toMatchObject({ code: 'store-corrupt' });
});

test('names the key that is missing', async () => {
  const text = await sealWith([keyOf('k1', 1)]).seal(record, 'name');
  await expect(sealWith([keyOf('k2', 2)]).open(text, 'name')).rejects.toThrow(
    /encrypted with the key "k1", and "encryptionKey" has "k2"/,
  );
  await expect(sealWith([]).open(text, 'name')).rejects.toThrow(/"encryptionKey" has none/);
});

test('takes a record in clear only where it is told to', async () => {
  const clear = await sealWith([]).seal(record, 'name');
  await expect(sealWith([keyOf('k1', 1)]).open(clear, 'name')).rejects.toThrow(
    /not encrypted, and "acceptUnencrypted" is not set/,
  );
  expect(await sealWith([keyOf('k1', 1)], true).open(clear, 'name')).toEqual(record);
});

test.each(['', '{', 'null', '[]', '{"generation":"x"}', 'enc.', 'enc.k1.short.x'])(
  'shows nothing of what is no record: %s',
  async (text) => {
    for (const seal of [sealWith([]), sealWith([keyOf('k1', 1)], true)]) {
      await expect(seal.open(text, 'name')).rejects.toMatchObject({ code: 'store-corrupt' });
    }
  },
);
