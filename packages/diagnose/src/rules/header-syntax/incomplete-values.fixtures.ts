import { base62, crc32 } from '../../crc32.ts';
import { bearer, exchangeOf, type Fixtures, keyText } from '../../fixtures/fixture.ts';

const github = (): string => {
  const body = keyText(30);
  return `${['gh', 'p_'].join('')}${body}${base62(crc32(body), 6)}`;
};

export const incompleteValuesFixtures: Fixtures = {
  'credential-truncated-or-masked': {
    finds: [
      { name: 'dots at the end', exchange: exchangeOf({ headers: bearer(`${keyText(12)}...`) }) },
      { name: 'stars in the middle', exchange: exchangeOf({ headers: bearer(`${keyText(8)}****${keyText(4)}`) }) },
      {
        name: 'a vendor’s token that is too short',
        exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(github().slice(0, 30)) }),
        tells: /has 40 characters; this one has 30/,
      },
      {
        name: 'a checksum that does not fit',
        exchange: exchangeOf({
          url: 'https://api.github.com/user',
          headers: bearer(`${github().slice(0, -1)}!`.replace('!', '_')),
        }),
        tells: /checksum/,
      },
    ],
    misses: [
      {
        name: 'a whole token with its checksum',
        exchange: exchangeOf({ url: 'https://api.github.com/user', headers: bearer(github()) }),
      },
    ],
  },
};
