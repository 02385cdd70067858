import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type SharedStoreOptions, type SharedTokenStore, sharedStores } from '@freshkey/core/shared';

/** For a migration of the application's own. */
export const ddl =
  'create table if not exists sessions (id text primary key, version text not null, document text not null)';

/**
 * The stores of any number of sessions in one database file that processes share:
 * `const storeOf = sqliteStores(new DatabaseSync(path, { timeout: 500 }))` once, `storeOf(user.id)` for each session.
 */
export function sqliteStores(
  database: DatabaseSync,
  options: SharedStoreOptions = {},
): (key: string) => SharedTokenStore {
  const read = database.prepare('select version, document as text from sessions where id = ?');
  const insert = database.prepare(
    'insert into sessions (document, version, id) values (?, ?, ?) on conflict do nothing',
  );
  const update = database.prepare('update sessions set document = ?, version = ? where id = ? and version = ?');
  const storeOf = sharedStores(options, 'sqliteStores');
  return (key) => {
    const id = createHash('sha256').update(key).digest('hex');
    return storeOf({
      name: id,
      async read() {
        return read.get(id) as { text: string; version: string } | undefined;
      },
      async write(text, version) {
        // Another one every time: a row that was deleted and written again must not look like the one that somebody saw.
        const next = randomUUID();
        const { changes } =
          version === undefined ? insert.run(text, next, id) : update.run(text, next, id, version as string);
        return changes === 0 ? undefined : next;
      },
    });
  };
}
