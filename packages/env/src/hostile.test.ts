import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditVariables } from './audit-variables.ts';
import { basic } from './basic.ts';
import { apiKey, bearerToken, refreshToken } from './bearer-token.ts';
import { CredentialsError } from './credentials-error.ts';
import { readCredentials } from './read-credentials.ts';
import { parseEnvFile } from './read-env-file.ts';

const planted = 'pl4nted-S3cret-9f8e7d6c5b4a';
const around = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '"',
    "'",
    'Bearer ',
    '\n',
    '\r\n',
    '${',
    '}',
    '#',
    ' #',
    '\u200B',
    'sk_live_',
    'pk_test_',
    '{"a":"',
    '%2B',
    '<',
    '>',
    ':',
    '$',
    '\\',
    'ghp_',
    'eyJ',
    '.',
    '=',
  ),
);
const value = fc
  .tuple(around, fc.boolean(), around, around)
  .map(([before, isPlanted, middle, after]) => before + (isPlanted ? planted : middle) + middle + after);

test('no value of a hostile environment is ever printed, and nothing but the known error is thrown', () => {
  const spec = {
    A: bearerToken(),
    B: refreshToken({ optional: true }),
    C: apiKey({ prefix: 'sk_' }),
    D: basic(),
    VITE_E: apiKey(),
  };
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D', 'VITE_E'), value),
      fc.constantFrom('test', 'live', undefined),
      (env, mode) => {
        try {
          const read = readCredentials(spec, { env, mode });
          expect(inspect(read, { depth: 9, showHidden: true })).not.toContain(planted.slice(0, 12));
        } catch (error) {
          if (!(error instanceof CredentialsError)) throw error;
          expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(planted.slice(0, 12));
          expect(JSON.stringify(error.problems)).not.toContain(planted.slice(0, 12));
        }
      },
    ),
    { numRuns: 3_000 },
  );
});

test('no value of a hostile file is ever printed, and nothing is thrown', () => {
  const line = fc.tuple(
    fc.constantFrom('API_TOKEN', 'DB_PASSWORD', 'VITE_SECRET', 'A B', '', 'export X_KEY', '#'),
    fc.constantFrom('=', ' = ', ':', ''),
    value,
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.dictionary(fc.constantFrom('API_TOKEN', 'DB_PASSWORD'), value),
      (lines, end, env) => {
        const text = lines.map((parts) => parts.join('')).join(end);
        const problems = auditVariables({ env, files: [parseEnvFile('.env', Buffer.from(text))] });
        expect(JSON.stringify(problems)).not.toContain(planted.slice(0, 12));
      },
    ),
    { numRuns: 3_000 },
  );
});

test('bytes that are no text are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      auditVariables({ files: [parseEnvFile('.env', bytes)] });
    }),
    { numRuns: 1_000 },
  );
});
