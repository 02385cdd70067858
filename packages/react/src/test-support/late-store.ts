import { createSession, memoryStore, type SessionRecord, type TokenStore } from '@freshkey/core';

/** A store that is read when the test says so: until then the session is starting. */
export function lateStore(): TokenStore & { readonly arrive: (record?: SessionRecord) => Promise<void> } {
  let resolve!: (record: SessionRecord | undefined) => void;
  const reading = new Promise<SessionRecord | undefined>((done) => {
    resolve = done;
  });
  return {
    read: () => reading,
    write: () => true,
    async arrive(record) {
      resolve(record);
      await new Promise((done) => setTimeout(done, 0));
    },
  };
}

/** What a store keeps of somebody who has signed in. */
export async function keptRecord(): Promise<SessionRecord | undefined> {
  const store = memoryStore();
  await createSession({ store }).signIn('kept');
  return store.read();
}
