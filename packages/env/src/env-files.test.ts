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
