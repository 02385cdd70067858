import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { auditVariables } from './audit-variables.ts';
import { basic } from './basic.ts';
import { apiKey, bearerToken } from './bearer-token.ts';
import type { CredentialsError } from './credentials-error.ts';
import type { CredentialSpec } from './kind.ts';
import { readCredentials } from './read-credentials.ts';
import { parseEnvFile, readEnvFile } from './read-env-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'freshkey-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const token = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA';
const file = (content: string | Uint8Array): string => {
  const path = join(folder, `${randomUUID()}.env`);
  writeFileSync(path, content);
  return path;
};
const told = (spec: CredentialSpec, files: string | string[], env: Record<string, string> = {}, more = {}) => {
  try {
    readCredentials(spec, { env, files, ...more });
    return [];
  } catch (error) {
    return (error as CredentialsError).problems.map(({ name, id }) => `${name} ${id}`);
  }
};

describe('a .env file', () => {
  test('is read with the parser of Node', () => {
    const path = file(`# comment\nexport A="${token}"\r\nB='x#y-${token}'\nC=${token} # why\n`);
    const read = readCredentials({ A: bearerToken(), B: apiKey(), C: apiKey() }, { env: {}, files: path });
    expect(read.A.reveal()).toBe(token);
    expect(read.B.reveal()).toBe(`x#y-${token}`);
    expect(read.C.reveal()).toBe(token);
  });

  test('that cuts a secret at # is told', () => {
    expect(told({ A: bearerToken(), B: basic() }, file(`A=abc#def-${token}\nB=anna:pa#ss`))).toEqual([
      'A cut-at-hash',
      'B cut-at-hash',
    ]);
    expect(told({ A: bearerToken() }, file(`A=#${token}`))).toEqual(['A cut-at-hash']);
    expect(told({ A: bearerToken() }, file('A=# to be filled in'))).toEqual(['A empty']);
  });

  test('counts less than the environment, and the later of two counts more', () => {
    const files = [file('A=first-one\nB=from-file'), file('A=second-one')];
    const read = readCredentials({ A: apiKey(), B: apiKey() }, { env: { B: 'from-env' }, files, mustAgree: false });
    expect(read.A.reveal()).toBe('second-one');
    expect(read.B.reveal()).toBe('from-env');
  });

  test('that disagrees with the environment is told', () => {
    expect(told({ A: apiKey() }, file(`A=${token}`), { A: `other-${token}` })).toEqual(['A sources-disagree']);
    expect(told({ A: apiKey() }, file(`A=${token}`), { A: token })).toEqual([]);
    expect(told({ A: apiKey() }, file(`A=${token}`), { A: `other-${token}` }, { mustAgree: false })).toEqual([]);
  });

  test('whose $ the shell expanded is told', () => {
    expect(told({ A: basic() }, file('A=anna:pa$tail9word'), { A: 'anna:paword' })).toEqual(['A dollar-expanded']);
  });

  test('with a byte order mark or in UTF-16 is told for what is missing', () => {
    expect(told({ A: apiKey(), B: apiKey() }, file(`\uFEFFA=${token}\nB=${token}`))).toEqual(['A file-encoding']);
    const utf16 = new Uint8Array(Buffer.from(`\uFEFFA=${token}`, 'utf16le'));
    const problems = auditVariables({ files: [parseEnvFile('.env', utf16)] });
    expect(told({ A: apiKey() }, file(utf16))).toEqual(['A file-encoding']);
    expect(problems.map(({ id, title }) => `${id}: ${title}`)).toEqual([
      'file-encoding: .env is UTF-16, which loaders do not read',
    ]);
  });

  test('that does not exist is passed over, another error is thrown', () => {
    expect(readEnvFile(join(folder, 'none.env'))).toBeUndefined();
    expect(told({ A: apiKey() }, join(folder, 'none.env'))).toEqual(['A missing']);
    expect(() => readEnvFile(folder)).toThrow('EISDIR');
  });

  test('keeps line numbers past a value of several lines', () => {
    const read = parseEnvFile('.env', Buffer.from(`A="-----BEGIN X-----\nB=inside\n-----END X-----"\nC=${token}\n`));
    expect(read.entries.get('C')?.line).toBe(4);
    expect(read.entries.get('A')?.line).toBe(1);
    expect(read.entries.has('B')).toBe(false);
  });
});

describe('auditVariables', () => {
  const audit = (content: string, more = {}) =>
    auditVariables({ files: [parseEnvFile('.env', Buffer.from(content))], ...more }).map(
      ({ name, id }) => `${name} ${id}`,
    );

  test('looks at what is a credential by its name', () => {
    expect(
      audit(
        'API_TOKEN=\nPORT=\nDB_PASSWORD=changeme\nPRIMARY_KEY=\nCLIENT_ID=\nSTRIPE_SECRET_KEY_2=<key>\napiKey="\'x\'"',
      ),
    ).toEqual(['API_TOKEN empty', 'DB_PASSWORD placeholder', 'STRIPE_SECRET_KEY_2 placeholder', 'apiKey quotes-kept']);
  });

  test('looks at what is a credential by its value', () => {
    expect(audit(`STRIPE=${['sk', '_live_', 'abcdef'].join('')}`)).toEqual(['STRIPE wrong-length']);
    expect(audit('GREETING=hello there')).toEqual([]);
  });

  test('finds a secret under a public prefix and a publishable key called secret', () => {
    expect(
      audit(
        `VITE_API_SECRET=${token}\nVITE_STRIPE_PUBLISHABLE_KEY=${['pk', '_live_', token].join('')}\nSTRIPE_SECRET=${['pk', '_live_', token].join('')}`,
      ),
    ).toEqual(['VITE_API_SECRET secret-made-public', 'STRIPE_SECRET publishable-key']);
  });

  test('finds nothing in a healthy file', () => {
    expect(
      audit(
        `# app\nAPI_TOKEN=${token}\nexport DB_PASSWORD='p#ss "w" $x'\nNEXT_PUBLIC_ANON_KEY=${token}\nURL=http://x.example/?a=b#c\nREFRESH_TOKEN="${token}" # old`,
      ),
    ).toEqual([]);
  });

  test('checks the names that are given', () => {
    expect(auditVariables({ env: { A: '', B: '' }, names: ['B'] }).map(({ name }) => name)).toEqual(['B']);
  });
});

test('imports nothing of Node, so that a browser bundle can have it', () => {
  const sources = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(name),
  );
  expect(sources.length).toBeGreaterThan(10);
  for (const name of sources) expect(readFileSync(join(import.meta.dirname, name), 'utf8')).not.toMatch(/from 'node:/);
});

describe('a file as a whole', () => {
  const told = (content: string, path = '.env') =>
    auditVariables({ files: [parseEnvFile(path, Buffer.from(content))] }).map(
      ({ name, row, id, title }) => `${name} ${row} ${id}: ${title}`,
    );
  const utf16 = (text: string, isBig: boolean): Buffer => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return isBig ? bytes.swap16() : bytes;
  };

  test('that defines a credential twice is told with its lines, unless both say the same', () => {
    expect(told('DB_PASSWORD=first-secret-1\nPORT=1\nPORT=2\nDB_PASSWORD=other-secret-2\n')).toEqual([
      'DB_PASSWORD G09 defined-twice: DB_PASSWORD is defined twice in .env with different values (lines 1 and 4); the last counts',
    ]);
    expect(told('DB_PASSWORD=first-secret-1\nDB_PASSWORD=first-secret-1 \n')).toEqual([]);
  });

  test('that has Windows line ends is told once, if it holds a credential', () => {
    expect(told('API_KEY=abcdefghijklmnop1234\r\nOTHER_TOKEN=abcdefghijklmnop9876\r\n')).toEqual([
      expect.stringContaining('.env G17 line-ends: .env has Windows line ends'),
    ]);
    expect(told('PORT=1\r\nHOST=a\r\n')).toEqual([]);
  });

  test('says which names its encoding hides', () => {
    expect(told('\uFEFFGITHUB_TOKEN=abcdefghijklmnop1234\nPORT=1\n')).toEqual([
      '.env G17 file-encoding: .env begins with a byte order mark, which becomes a part of the first name: GITHUB_TOKEN is not set',
    ]);
    for (const isBig of [false, true]) {
      const problems = auditVariables({
        files: [parseEnvFile('.env', utf16('A_KEY=x1\nPORT=1\nB_TOKEN=y2\n', isBig))],
      });
      expect(problems.map(({ title }) => title)).toEqual([
        '.env is UTF-16, which loaders do not read: A_KEY, B_TOKEN are not set',
      ]);
    }
  });

  test('that is for production holds no test key, whoever says so', () => {
    const key = `sk_${'test'}_51cf8050cd36be081fe5eaaf`;
    for (const sign of ['NODE_ENV=production', 'APP_ENV=prod', 'RAILS_ENV="production"', 'ENVIRONMENT=live'])
      expect(told(`${sign}\nSTRIPE_SECRET_KEY=${key}\n`)).toEqual([
        `STRIPE_SECRET_KEY G10 wrong-mode: STRIPE_SECRET_KEY holds a test key beside ${sign.replaceAll('"', '')}`,
      ]);
    expect(told(`STRIPE_SECRET_KEY=${key}\n`, 'conf/.env.production')).toEqual([
      'STRIPE_SECRET_KEY G10 wrong-mode: STRIPE_SECRET_KEY holds a test key beside the name .env.production',
    ]);
    for (const beside of ['NODE_ENV=development', 'NODE_ENV=production\nAPP_ENV=staging', 'PORT=1'])
      expect(told(`${beside}\nSTRIPE_SECRET_KEY=${key}\n`)).toEqual([]);
    expect(told(`NODE_ENV=production\nSTRIPE_TEST_KEY=${key}\n`)).toEqual([]);
  });

  test('has no $ in a value that somebody would take for a variable', () => {
    for (const value of ['abc$USERxyz12345', '"abc$USERxyz12345"', '$2b$10$abcdefghijklmnopqrst'])
      expect(told(`SMTP_PASSWORD=${value}\n`), value).toEqual([
        expect.stringContaining('SMTP_PASSWORD G06 dollar-unescaped: SMTP_PASSWORD has a $ in .env (line 1)'),
      ]);
    for (const value of ["'abc$USERxyz12345'", 'abc\\$USERxyz12345', 'abc$$USERxyz12345', 'abc12345$', 'a$-b$.c1234'])
      expect(told(`SMTP_PASSWORD=${value}\n`), value).toEqual([]);
    expect(told('SMTP_USER=me\nSMTP_PASSWORD=x$SMTP_USER\n')).toEqual([]);
  });

  test('with a masked value in it is told, wherever the mask stands', () => {
    for (const value of ['tok_9f3a…b21c77', 'tok_9f3a...b21c77', 'tok_****b21c', '••••b21c77'])
      expect(
        told(`API_TOKEN=${value}\n`).map((text) => text.split(':')[0]),
        value,
      ).toEqual(['API_TOKEN C11 masked']);
    expect(told('DB_PASSWORD=ab••••••cd\n').map((text) => text.split(':')[0])).toEqual(['DB_PASSWORD C11 masked']);
    expect(told('DB_PASSWORD=a***b...c\n')).toEqual([]);
  });

  test('of many lines is judged in time that grows with them', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `A${index}_TOKEN=abc$X${index}def\n`).join('');
    const before = process.cpuUsage();
    told(`NODE_ENV=production\n${many}`);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5_000);
  });
});
