import { lockContract, storeContract } from '@freshkey/testing';
import { describe, test } from 'vitest';
import { electionLock } from './election-lock.ts';
import { tabsOn } from './tabs.ts';
import { fakeOrigin, ownKey } from './test-support/fake-platform.ts';
import { webLock } from './web-lock.ts';

const origin = fakeOrigin();
const run = ownKey();

describe.each(['memory', 'indexedDB'] as const)('the store of tabs (%s)', (storage) => {
  const contract = storeContract({
    createStore: (name) => tabsOn(origin.tab().platform, { key: `${run}-${storage}-${name}`, storage }),
    ...(storage === 'indexedDB' && {
      corrupt: (name: string, content: string) =>
        void origin.database.values.set(`freshkey:${run}-${storage}-${name}`, content),
    }),
  });
  test.each(contract)('$name', ({ run }) => run());
});

describe.each([
  [
    'Web Lock',
    (name: string) => webLock(navigator.locks, `${run}-${name}`, electionLock(BroadcastChannel, `${run}-${name}`)),
  ],
  ['elected', (name: string) => electionLock(BroadcastChannel, `${run}-elected-${name}`)],
] as const)('the lock of tabs (%s)', (_, createLock) => {
  test.each(lockContract({ createLock }))('$name', ({ run }) => run());
});
