import { expect, test } from 'vitest';
import { deferred } from '../../test-support/deferred.ts';
import type { SessionRecord } from '../session-record.ts';
import { DocumentCell } from './document-cell.ts';
import { Seal } from './sealing.ts';
import { MemoryDatabase } from './test-support/memory-database.ts';

const setup = {
  leaseMs: 900,
  storeTimeoutMs: 1000,
  isLocal: false,
  encryptionKeys: [],
  acceptUnencrypted: false,
  seal: new Seal([]),
};
const record: SessionRecord = { generation: 7, loginId: 'l', tokens: null };

test('knows what it wrote, and not what was read before', async () => {
  const database = new MemoryDatabase();
  const document = new DocumentCell(database.cell('s'), setup);
  const first = await document.replace(await document.look(), { owner: 'a' });
  if (!first) throw new Error('it was refused');
  const answer = deferred<void>();
  const before = database.rows.get('s');
  const slow = new DocumentCell({ ...database.cell('s'), read: () => answer.promise.then(() => before) }, setup);
  slow.seen = first;
  const looking = slow.look();
  await slow.replace(first, { owner: 'b' });
  answer.resolve();
  await looking;
  expect(slow.seen.document).toEqual({ beat: 2, owner: 'b' });
});

test('opens a record once, and none whose generation is not the one beside it', async () => {
  const database = new MemoryDatabase();
  const document = new DocumentCell(database.cell('s'), setup);
  await document.replace(await document.look(), { record });
  const text = JSON.stringify(record);
  const reader = new DocumentCell(database.cell('s'), setup);
  const [one, other] = [await reader.look(), await reader.look()];
  expect(one.document.record).toEqual(record);
  expect(other.document.record).toBe(one.document.record);
  database.put('s', JSON.stringify({ beat: 9, generation: 8, record: text }));
  await expect(reader.look()).rejects.toMatchObject({ code: 'store-corrupt' });
});

test('raises the beat with every write, above all that was ever seen', async () => {
  const database = new MemoryDatabase();
  const document = new DocumentCell(database.cell('s'), setup);
  database.put('s', JSON.stringify({ beat: 41 }));
  await document.look();
  database.put('s', JSON.stringify({ beat: 3 }));
  const now = await document.replace(await document.look(), { owner: 'a' });
  expect(now?.document.beat).toBe(42);
});
