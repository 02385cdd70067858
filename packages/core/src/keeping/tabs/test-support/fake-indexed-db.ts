type Handler = ((event: unknown) => void) | null;

interface FakeRequest {
  result: unknown;
  onsuccess: Handler;
}

/** As much of IndexedDB as one cell needs: transactions of one store, one after the other, shared by every connection. */
export function fakeIndexedDB() {
  const values = new Map<string, unknown>();
  let tail: Promise<void> = Promise.resolve();
  const control = {
    values,
    /** How often a database was opened. */
    opened: 0,
    /** The next opening fails. */
    failsToOpen: false,
    /** Transactions abort instead of completing. */
    aborts: false,
    /** The disk is full: putting throws. */
    full: false,
    /** Connections that are open now are dead, and nobody says so: their transactions fail. */
    lose() {
      control.lost = control.opened;
    },
    lost: 0,
    /** Nothing is answered. */
    hangs: false,
    /** Closes every connection, as a browser does whose site data was cleared. */
    closeAll: () => {},
  };
  let closed = 0;

  function transaction(openedAt: number, connection: number) {
    if (openedAt !== closed) throw new DOMException('The connection is closed.', 'InvalidStateError');
    const queue: (() => void)[] = [];
    const writes = new Map<string, unknown>();
    const running = {
      error: null as unknown,
      oncomplete: null as Handler,
      onabort: null as Handler,
      aborted: false,
      abort() {
        running.aborted = true;
      },
      objectStore: () => ({
        get(key: string): FakeRequest {
          const request: FakeRequest = { result: undefined, onsuccess: null };
          queue.push(() => {
            request.result = structuredClone(writes.get(key) ?? values.get(key));
            request.onsuccess?.({});
          });
          return request;
        },
        put(value: unknown, key: string): FakeRequest {
          if (control.full) throw new DOMException('full', 'QuotaExceededError');
          writes.set(key, structuredClone(value));
          return { result: key, onsuccess: null };
        },
      }),
    };
    tail = tail.then(async () => {
      await new Promise((resolve) => setTimeout(resolve));
      if (control.hangs) return;
      if (connection <= control.lost) {
        running.error = new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
        return running.onabort?.({});
      }
      for (let step = queue.shift(); step; step = queue.shift()) step();
      if (control.aborts || running.aborted) return running.onabort?.({});
      for (const [key, value] of writes) values.set(key, value);
      running.oncomplete?.({});
    });
    return running;
  }

  const factory = {
    open() {
      const request = {
        result: {},
        error: null as unknown,
        onsuccess: null as Handler,
        onerror: null as Handler,
        onupgradeneeded: null as Handler,
      };
      setTimeout(() => {
        if (control.hangs) return;
        control.opened++;
        const openedAt = closed;
        const connection = control.opened;
        const database = {
          createObjectStore: () => {},
          transaction: () => transaction(openedAt, connection),
          close: () => {},
          onclose: null as Handler,
        };
        request.result = database;
        if (control.failsToOpen) {
          request.error = new DOMException('No.', 'UnknownError');
          return request.onerror?.({});
        }
        control.closeAll = () => {
          closed++;
          database.onclose?.({});
        };
        if (control.opened === 1) request.onupgradeneeded?.({});
        request.onsuccess?.({});
      });
      return request;
    },
  };
  return Object.assign(control, { factory: factory as unknown as IDBFactory });
}
