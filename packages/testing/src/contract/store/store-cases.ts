import { holdsToken, mintRefreshToken } from '../../world/minted.ts';
import { check, equal, pause, rejectionOf, until } from '../assertions.ts';
import type { SessionRecord, TokenStore } from '../seams.ts';
import type { StoreCase, StoreSubject } from './store-subject.ts';

const recordOf = (generation: number, more: Partial<SessionRecord> = {}): SessionRecord => ({
  generation,
  loginId: 'login-1',
  tokens: {
    accessToken: `access-${generation}`,
    refreshToken: `refresh-${generation}`,
    receivedAtMs: 1_700_000_000_000,
  },
  ...more,
});

const write = async (store: TokenStore, record: SessionRecord, expected: number | undefined): Promise<boolean> => {
  const written: unknown = await store.write(record, expected);
  check(typeof written === 'boolean', 'write says true or false');
  return written;
};

const isShared = ({ traits }: StoreSubject): boolean => traits?.shared ?? true;

/** Members in one order, so that only their values count. */
const sorted = (record: SessionRecord | undefined): unknown =>
  record && {
    ...Object.fromEntries(Object.entries(record).sort()),
    tokens: record.tokens && Object.fromEntries(Object.entries(record.tokens).sort()),
  };

/** What every store keeps. */
export const storeCases: readonly StoreCase[] = [
  {
    name: 'reads undefined while it is empty',
    async body(stage) {
      equal(await (await stage.open()).read(), undefined, 'what an empty store holds');
    },
  },
  {
    name: 'gives back the record that was written, with every member and none that was not there',
    async body(stage) {
      const store = await stage.open();
      const full = recordOf(7, {
        tokens: {
          accessToken: 'a'.repeat(9000),
          refreshToken: 'r/+=~.-_',
          idToken: 'id',
          scope: 'read "Grüße" 世界',
          receivedAtMs: 1,
          expiresAtMs: 2,
        },
      });
      check(await write(store, full, undefined), 'an empty store takes a record');
      equal(sorted(await store.read()), sorted(full), 'the record');
      const bare = recordOf(8, { tokens: { accessToken: 'b', receivedAtMs: 3 } });
      check(await write(store, bare, 7), 'the record is replaced');
      equal(sorted(await store.read()), sorted(bare), 'the record');
    },
  },
  {
    name: 'takes a record for an empty store only while it is empty',
    async body(stage) {
      const store = await stage.open();
      check(await write(store, recordOf(1), undefined), 'an empty store takes a record');
      check(
        !(await write(store, recordOf(2), undefined)),
        'a filled store refuses a record that is meant for an empty one',
      );
      equal((await store.read())?.generation, 1, 'the generation in the store');
    },
  },
  {
    name: 'refuses a record that expects a generation while it is empty',
    async body(stage) {
      const store = await stage.open();
      check(
        !(await write(store, recordOf(2), 1)),
        'an empty store refuses a record that is meant to replace another one',
      );
      equal(await store.read(), undefined, 'what the store holds');
    },
  },
  {
    name: 'replaces the generation that is expected, and no other',
    async body(stage) {
      const store = await stage.open();
      await write(store, recordOf(1), undefined);
      check(!(await write(store, recordOf(3), 2)), 'another generation than the expected one is not replaced');
      equal((await store.read())?.generation, 1, 'the generation in the store');
      check(await write(store, recordOf(2), 1), 'the expected generation is replaced');
      equal((await store.read())?.generation, 2, 'the generation in the store');
    },
  },
  {
    name: 'compares generations for being the same, never for being older',
    async body(stage) {
      const store = await stage.open();
      await write(store, recordOf(1_000_000), undefined);
      check(await write(store, recordOf(5), 1_000_000), 'a lower generation replaces a higher one');
      check(!(await write(store, recordOf(2_000_000), 1_000_000)), 'a generation that was there once is not there now');
      check(await write(store, recordOf(0), 5), 'the generation may be 0');
      check(
        await write(store, recordOf(Number.MAX_SAFE_INTEGER), 0),
        'the generation 0 is a generation, not an absence',
      );
      equal((await store.read())?.generation, Number.MAX_SAFE_INTEGER, 'the generation in the store');
    },
  },
  {
    name: 'keeps a signed-out record, which is no absence',
    async body(stage) {
      const store = await stage.open();
      const signedOut = recordOf(2, { tokens: null });
      await write(store, recordOf(1), undefined);
      check(await write(store, signedOut, 1), 'signed out replaces signed in');
      equal(sorted(await store.read()), sorted(signedOut), 'the record');
      check(!(await write(store, recordOf(3), undefined)), 'a seed for an empty store does not bring the session back');
    },
  },
  {
    name: 'keeps why a session ended',
    async body(stage) {
      const store = await stage.open();
      const ended = recordOf(1, {
        tokens: null,
        ended: { code: 'invalid_grant', message: 'The token endpoint answered invalid_grant (400).' },
      });
      await write(store, ended, undefined);
      equal(sorted(await store.read()), sorted(ended), 'the record');
    },
  },
  {
    name: 'lets one of many win who write at the same time',
    async body(stage) {
      const store = await stage.open();
      await write(store, recordOf(1), undefined);
      const won = await Promise.all([2, 3, 4, 5, 6].map((generation) => write(store, recordOf(generation), 1)));
      equal(won.filter(Boolean).length, 1, 'how many won');
      equal((await store.read())?.generation, won.indexOf(true) + 2, 'the generation in the store');
    },
  },
  {
    name: 'keeps two names apart',
    async body(stage) {
      const [one, other] = [await stage.open(`${stage.name}-one`), await stage.open(`${stage.name}-other`)];
      await write(one, recordOf(1), undefined);
      equal(await other.read(), undefined, 'what the other store holds');
      check(await write(other, recordOf(2), undefined), 'the other store takes a record');
      equal((await one.read())?.generation, 1, 'the generation in the first store');
    },
  },
  {
    name: 'shows every handle what another one wrote, and compares with that',
    needs: isShared,
    async body(stage) {
      const [here, there] = [await stage.open(), await stage.open()];
      await write(here, recordOf(1), undefined);
      equal((await there.read())?.generation, 1, 'the generation that the other handle reads');
      check(!(await write(there, recordOf(2), undefined)), 'the store is not empty for the other handle');
      check(await write(there, recordOf(2), 1), 'the other handle replaces the record');
      check(!(await write(here, recordOf(3), 1)), 'the first handle does not replace what it does not know');
      equal((await here.read())?.generation, 2, 'the generation that the first handle reads');
    },
  },
  {
    name: 'loses no update when several handles raise the generation together',
    needs: isShared,
    async body(stage) {
      const handles = await Promise.all(Array.from({ length: 4 }, () => stage.open()));
      const first = handles[0] as TokenStore;
      await write(first, recordOf(0), undefined);
      const raise = async (store: TokenStore): Promise<void> => {
        for (let raised = 0, attempts = 0; raised < 8; attempts++) {
          check(attempts < 500, 'somebody who reads again and again gets through in the end');
          const { generation = 0 } = (await store.read()) ?? {};
          if (await write(store, recordOf(generation + 1), generation)) raised++;
          else await pause(1);
        }
      };
      await Promise.all(handles.map(raise));
      equal((await first.read())?.generation, 32, 'the generation after 4 times 8 updates');
    },
  },
  {
    name: 'tells a subscriber what another handle wrote, sign-out included, until it unsubscribes',
    needs: (subject) => isShared(subject) && subject.traits?.notices !== false,
    async body(stage) {
      const [here, there] = [await stage.open(), await stage.open()];
      if (!here.subscribe) return;
      const told: SessionRecord[] = [];
      const unsubscribe = here.subscribe((record) => void told.push(record));
      await write(there, recordOf(1), undefined);
      await until(() => told.at(-1)?.generation === 1, 'the first record was told');
      await write(there, recordOf(2, { tokens: null }), 1);
      await until(() => told.at(-1)?.generation === 2, 'the sign-out was told');
      equal(told.at(-1)?.tokens, null, 'the tokens that were told');
      unsubscribe();
      unsubscribe();
      const count = told.length;
      await write(there, recordOf(3), 2);
      await pause(100);
      equal(told.length, count, 'how much was told after unsubscribing');
    },
  },
  {
    name: 'brings a lock, since it is shared',
    needs: isShared,
    async body(stage) {
      const { lock } = await stage.open();
      check(typeof lock?.run === 'function', 'a shared store has a lock');
    },
  },
  {
    name: 'reports content that is no record, and shows none of it',
    needs: ({ corrupt }) => corrupt !== undefined,
    async body(stage, subject) {
      const secret = mintRefreshToken();
      const store = await stage.open();
      await write(store, recordOf(1), undefined);
      for (const content of ['', '{', 'null', `{"generation":"${secret}"}`, `[${JSON.stringify(secret)}]`]) {
        await subject.corrupt?.(stage.name, content);
        const fresh = await stage.open();
        const error = await rejectionOf(() => fresh.read(), 'read');
        check(error instanceof Error, 'what is thrown is an error');
        check(!holdsToken(`${error.message} ${String(error.cause)}`), 'the message shows nothing of the content');
      }
    },
  },
];
