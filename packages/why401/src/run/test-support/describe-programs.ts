import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProgramCase } from './program-cases.ts';
import { type ProgramServer, programServer } from './program-server.ts';
import { ProgramFolder, programPath, type RunOptions } from './run-program.ts';

/** Put together at run time, so that it is found nowhere but where it was sent. */
const token = ['tok', 'en', 'A7dK2mQ9xW4zP1rT8yB3'].join('');
const password = ['pass', 'Word7', 'Xk2mQ9'].join('-');
const envFile = `# what the programs read
API_ORIGIN=https://api.example.com
API_TOKEN=${token}
FILE_PASSWORD="${password}"
`;

/** Runs each program bare and under why401, and compares. @param node the Node that runs the programs. */
export function describePrograms(programs: readonly ProgramCase[], node = process.execPath): void {
  let server: ProgramServer;
  let folder: ProgramFolder;
  beforeAll(async () => {
    server = await programServer();
    folder = new ProgramFolder(envFile);
  });
  afterAll(async () => {
    await server.close();
    folder.remove();
  });

  const optionsOf = (): RunOptions => ({
    node,
    env: {
      ...server.env,
      API_TOKEN: token,
      REFRESH_TOKEN: `${token}-refresh`,
      BROKEN_TOKEN: `${token}\nnext`,
      NODE_NO_WARNINGS: '0',
    },
  });

  for (const program of programs) {
    const name =
      typeof program.program === 'string'
        ? program.program
        : program.program.map((word) => word.replace(/^.*\//, '')).join(' ');
    test(`explains ${name}, and changes nothing of it`, async () => {
      const command = commandOf(program.program, node);
      const bare = await folder.bare(command, optionsOf());
      const watched = await folder.watched(command, optionsOf());
      const same = program.sameOutput ?? ((output: string) => output);
      expect([same(watched.stdout), watched.code, watched.signal]).toEqual([same(bare.stdout), bare.code, bare.signal]);
      expect(same(watched.stderr)).toBe(same(bare.stderr));
      expect([bare.code, bare.signal]).toEqual([program.code ?? (program.signal ? null : 0), program.signal ?? null]);
      expect(watched.left).toEqual([]);
      expectReport(program, watched.report, name);
      for (const secret of [token, password, 'passWord7']) {
        expect(JSON.stringify(watched.report)).not.toContain(secret);
        expect(watched.said).not.toContain(secret);
      }
      if (program.notes) expect(watched.said).toMatch(program.notes);
      else if (program.refused === 0) expect(watched.said).toBe('');
    });
  }
}

const commandOf = (program: ProgramCase['program'], node: string): string[] => {
  if (typeof program === 'string') return [node, programPath(program)];
  return program.map((word) => (word === 'node' ? node : /^[\w.-]+\.[cm]?js$/.test(word) ? programPath(word) : word));
};

const expectReport = (
  program: ProgramCase,
  report: Awaited<ReturnType<ProgramFolder['watched']>>['report'],
  name: string,
) => {
  const { refused = 1, rows = ['E01'], source, client, at, patterns = [], says } = program;
  expect([report.schema, report.refused]).toEqual([1, refused]);
  expect(report.groups.map(({ diagnosis }) => diagnosis.cause?.row)).toEqual(rows);
  if (program.notes) expect(report.notes.join()).toMatch(program.notes);
  else expect(report.requests).toBeGreaterThanOrEqual(rows.includes('C08') ? 0 : Math.max(1, refused));
  expect(report.patterns.map(({ kind }) => kind)).toEqual(patterns);
  const [group] = report.groups;
  if (group === undefined) return;
  const { first } = group;
  if (source === null) expect(first.sources).toEqual([]);
  else {
    const { header = 'authorization', variable = 'API_TOKEN', line = 3 } = source ?? {};
    expect(first.sources[0]).toMatchObject({
      header,
      variable,
      ...(source?.line === undefined && source !== undefined ? {} : { file: '.env', line }),
    });
  }
  if (client) expect(first.client).toMatch(client);
  if (says) expect(first.says).toMatch(says);
  if (at !== null) expect(first.at ?? `${name} has no place`).toMatch(at ?? /programs\/[\w.-]+:\d+:\d+$/);
};
