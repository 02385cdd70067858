import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface PostgresPrograms {
  /** The folder of `initdb` and `postgres`. */
  readonly folder: string;
  readonly pgbouncer: string;
}

/** Where Debian and its kin keep them, each version in a folder of its own. */
const debianFolder = '/usr/lib/postgresql';

function foldersOfPostgres(): string[] {
  const named = process.env.FRESHKEY_POSTGRES_FOLDER;
  if (named !== undefined) return [named];
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newestFirst = versions.toSorted((one, other) => Number(other) - Number(one));
  const onPath = (process.env.PATH ?? '').split(delimiter);
  return [...newestFirst.map((version) => join(debianFolder, version, 'bin')), ...onPath];
}

function runs(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

function find(): Partial<PostgresPrograms> {
  const folder = foldersOfPostgres().find((name) => name !== '' && runs(join(name, 'initdb')));
  // Debian's stands where only root looks.
  const named = process.env.FRESHKEY_PGBOUNCER;
  const pgbouncer = (named === undefined ? ['pgbouncer', '/usr/sbin/pgbouncer'] : [named]).find(runs);
  return { ...(folder !== undefined && { folder }), ...(pgbouncer !== undefined && { pgbouncer }) };
}

/**
 * The programs of PostgreSQL and PgBouncer on this machine.
 *
 * @throws Error that says what is missing, and how to name it.
 */
export function findPrograms(): PostgresPrograms {
  const { folder, pgbouncer } = find();
  if (folder !== undefined && pgbouncer !== undefined) return { folder, pgbouncer };
  const missing = [folder === undefined && 'PostgreSQL (initdb, postgres)', pgbouncer === undefined && 'pgbouncer'];
  throw new Error(
    `These tests need a real ${missing.filter(Boolean).join(' and ')}, which could not be run. \`node scripts/postgres/main.ts --install\` installs them with apt-get; or name the folder of PostgreSQL's programs in FRESHKEY_POSTGRES_FOLDER, and the program in FRESHKEY_PGBOUNCER.`,
  );
}

/**
 * What is missing is installed with apt-get, where this process may.
 *
 * @throws Error that says why it could not be.
 */
export function installPrograms(): PostgresPrograms {
  const { folder, pgbouncer } = find();
  const packages = [folder === undefined && 'postgresql', pgbouncer === undefined && 'pgbouncer'].filter(Boolean);
  if (packages.length > 0 && process.getuid?.() === 0 && runs('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
      spawnSync('apt-get', ['-qq', ...(args as string[])], { stdio: 'inherit', env });
    }
  }
  return findPrograms();
}
