import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProgramServer, programServer } from './test-support/program-server.ts';
import { binPath, ProgramFolder, programPath } from './test-support/run-program.ts';

const token = ['tok', 'en', 'B4hT9wL2sV6nC8jR1eF5'].join('');
let server: ProgramServer;
let folder: ProgramFolder;
beforeAll(async () => {
  server = await programServer();
  folder = new ProgramFolder(`API_TOKEN=${token}\n`);
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

const env = () => ({ ...server.env, API_TOKEN: token });
const node = (program: string) => [process.execPath, programPath(program)];
const left = () => readdirSync(folder.path).filter((name) => name.startsWith('why401'));
/** why401 itself, with options of its own in front of the command. */
const why401 = (options: readonly string[], command: readonly string[], more: Record<string, string> = {}) =>
  folder.bare([process.execPath, binPath, 'run', ...options, '--', ...command], { env: { ...env(), ...more } });

describe('why401 run', () => {
  test('says the cause, the server’s sentence, the fix, the variable with its line, and the place', async () => {
    const { stderr, stdout } = await why401([], node('fetch.mjs'));
    expect(stdout).toMatch(/^401 /);
    expect(stderr).toContain('why401: 401: The server says that the token has expired');
    expect(stderr).toContain(`GET ${server.env.API_URL}/expired`);
    expect(stderr).toContain('The server says: The access token expired');
    expect(stderr).toContain('authorization holds the value of API_TOKEN (.env line 1)');
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/Made at \S+fetch\.mjs:1:\d+, by fetch/);
    expect(stderr).toMatch(/Fix\n {2}Refresh the token/);
    expect(stderr).toContain('why401: 1 of 1 request was refused, for one reason.');
  });

  test('counts repetitions instead of repeating itself', async () => {
    const { stderr } = await why401([], node('loop.mjs'));
    expect(stderr.match(/Evidence/g)).toHaveLength(1);
    expect(stderr).toContain('why401: 10 times now');
    expect(stderr).toMatch(/loop: The same request was refused 12 times/);
  });

  test('ends with the code of the program, or with 1 for a refusal where that is asked for', async () => {
    expect((await why401([], node('fetch.mjs'))).code).toBe(0);
    expect((await why401(['--exit-code'], node('fetch.mjs'))).code).toBe(1);
    expect((await why401(['--exit-code'], node('healthy.mjs'))).code).toBe(0);
    expect((await why401(['--exit-code'], node('process-exit.mjs'))).code).toBe(3);
  });

  test('takes everything behind the command for the command’s own', async () => {
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const words = ['--json', '--help', '--', '-h'];
    const { stdout } = await why401([], [process.execPath, '-e', script, 'x', ...words]);
    expect(JSON.parse(stdout)).toEqual(['x', ...words]);
    const bare = await folder.bare(
      [process.execPath, binPath, 'run', process.execPath, '-e', script, 'x', '--report'],
      {
        env: env(),
      },
    );
    expect(JSON.parse(bare.stdout)).toEqual(['x', '--report']);
  });

  test('says what is wrong when it is called wrongly, and when the command cannot be started', async () => {
    expect(await why401([], [])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^why401: run takes [^\n]*\n$/),
    });
    expect(await why401(['--reprot', 'x'], ['true'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching('--report'),
    });
    expect(await why401([], ['no-such-command-anywhere'])).toMatchObject({
      code: 127,
      stderr: 'why401: there is no command no-such-command-anywhere\n',
    });
    const file = join(folder.path, 'not-executable');
    writeFileSync(file, '');
    expect(await why401([], [file])).toMatchObject({ code: 126 });
    expect(left()).toEqual([]);
  });

  test('says before the run that the report cannot be written', async () => {
    const { code, stdout, stderr } = await why401(['--report', 'no/such/folder/r.json'], node('fetch.mjs'));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--report: the file cannot be written (ENOENT): name one in a folder that is there');
  });

  test('colours its report only where colour is wanted', async () => {
    const colour = '\u001b[';
    expect((await why401([], node('fetch.mjs'), { FORCE_COLOR: '1' })).stderr).toContain(colour);
    expect((await why401(['--no-color'], node('fetch.mjs'), { FORCE_COLOR: '1' })).stderr).not.toContain(colour);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('hands %s on once, and waits for the program', async (signal) => {
    const {
      stdout,
      code,
      left: rest,
      report,
    } = await folder.watched(node('waits-for-signal.mjs'), {
      env: env(),
      onOutput: (child, text) => {
        if (text === 'ready\n') child.kill(signal);
      },
    });
    expect(stdout).toBe(`ready\nended by ${signal}, which came 1 times\n`);
    expect([code, rest, report.refused]).toEqual([7, [], 1]);
  });

  test('lets Ctrl-C at a terminal reach the program once', async () => {
    const command = [process.execPath, binPath, 'run', '--', ...node('waits-for-signal.mjs')];
    const line = `exec ${command.map((word) => `'${word}'`).join(' ')}`;
    const terminal = spawn('script', ['-qefc', line, '/dev/null'], {
      cwd: folder.path,
      env: { PATH: process.env.PATH ?? '', TMPDIR: folder.path, ...env() },
    });
    let output = '';
    terminal.stdout.on('data', (chunk) => {
      const isFirst = !output.includes('ready');
      output += String(chunk);
      if (isFirst && output.includes('ready')) terminal.stdin.write('\u0003');
    });
    const code = await new Promise((resolve) => terminal.on('close', resolve));
    expect(output).toContain('ended by SIGINT, which came 1 times');
    expect([code, left()]).toEqual([7, []]);
  });

  test('follows an npm script into its programs', async () => {
    const scripts = { ask: `"${process.execPath}" "${programPath('fetch.mjs')}"` };
    writeFileSync(join(folder.path, 'package.json'), JSON.stringify({ name: 'x', private: true, scripts }));
    const { report, code } = await folder.watched(['npm', 'run', '--silent', 'ask'], { env: env() });
    expect([code, report.refused, report.groups[0]?.first.sources[0]?.variable]).toEqual([0, 1, 'API_TOKEN']);
  });

  test('keeps the program’s own NODE_OPTIONS, also from a folder with spaces', async () => {
    const spaced = join(folder.path, 'with "a" space');
    mkdirSync(spaced, { recursive: true });
    const preload = join(spaced, 'first.cjs');
    writeFileSync(preload, 'globalThis.wasLoaded = true;');
    const script = 'console.log(globalThis.wasLoaded, process.execArgv.length)';
    const options = { NODE_OPTIONS: `--require "${preload.replaceAll('"', '\\"')}"` };
    expect((await why401([], [process.execPath, '-e', script], options)).stdout).toBe('true 2\n');
  });

  test('sweeps what runs left that were killed, and nothing else', async () => {
    const gone = join(folder.path, 'why401-run-4000000-abcdef');
    const alive = join(folder.path, `why401-run-${process.pid}-abcdef`);
    const other = join(folder.path, 'why401-run-notes');
    for (const path of [gone, alive, other]) mkdirSync(path, { recursive: true });
    await why401([], ['true']);
    expect([gone, alive, other].map((path) => existsSync(path))).toEqual([false, true, true]);
  });

  test('keeps its folder to itself, and no credential in it', async () => {
    const look = `
      const { readdirSync, readFileSync, statSync } = require('node:fs');
      const folder = process.env.WHY401_RUN.split(':')[1];
      fetch(process.env.API_URL + '/expired?api_key=' + process.env.API_TOKEN, {
        headers: { authorization: 'Bearer ' + process.env.API_TOKEN },
      }).then((response) => response.text()).then(() => {
        const text = readdirSync(folder).map((name) => readFileSync(folder + '/' + name, 'utf8')).join('');
        const modes = [folder, folder + '/' + readdirSync(folder)[0]].map((path) => (statSync(path).mode & 0o777).toString(8));
        console.log(text.length > 500, text.includes(process.env.API_TOKEN), modes.join(' '));
      });`;
    expect((await why401([], [process.execPath, '-e', look])).stdout).toBe('true false 700 600\n');
  });

  test('reports by itself where the program may not write', async () => {
    const { stderr, stdout } = await why401(
      [],
      [process.execPath, '--permission', '--allow-fs-read=*', programPath('fetch.mjs')],
    );
    expect(stdout).toMatch(/^401 /);
    expect(stderr).toContain('why401: 401: The server says that the token has expired');
  });

  test('says so where the program may not even read the rules', async () => {
    const reads = `--allow-fs-read=${dirname(programPath('x'))}`;
    const { stderr, stdout } = await why401([], [process.execPath, '--permission', reads, programPath('fetch.mjs')]);
    expect(stdout).toMatch(/^401 /);
    expect(stderr).toMatch(/^why401: something may have been refused, .*--allow-fs-read/);
  });
});

describe('why401 run --proxy', () => {
  test('explains what goes through the proxy, and writes no key into any file', async () => {
    const look = `
      const { readdirSync, readFileSync, statSync } = require('node:fs');
      const { dirname, join } = require('node:path');
      const folder = dirname(process.env.WGETRC);
      const files = readdirSync(folder).map((name) => join(folder, name));
      const text = files.map((path) => readFileSync(path, 'utf8')).join('');
      const modes = new Set([folder, ...files].map((path) => (statSync(path).mode & 0o777).toString(8)));
      console.log(files.length, [...modes].join(' '), text.includes('PRIVATE KEY'), text.includes('BEGIN CERTIFICATE'));
      fetch(process.env.API_URL.replace('127.0.0.1', 'api.localhost') + '/expired', {
        headers: { authorization: 'Bearer ' + process.env.API_TOKEN },
      }).then((response) => console.log(response.status));`;
    const { stdout, stderr, code } = await why401(['--proxy'], [process.execPath, '-e', look]);
    expect([stdout, code]).toEqual(['4 700 600 false true\n401\n', 0]);
    expect(stderr).toContain('authorization holds the value of API_TOKEN (.env line 1)');
    expect(stderr).toContain('why401: 1 of 1 request was refused');
    expect(left().filter((name) => name.includes('run-'))).not.toContainEqual(
      expect.stringMatching(/run-(?!4000000|notes)\d+-(?!abcdef)/),
    );
  });

  test('says nothing of a healthy program', async () => {
    const { stderr } = await why401(['--proxy'], [process.execPath, '-e', "fetch(process.env.API_URL + '/ok')"]);
    expect(stderr).toBe('');
  });
});

describe('why401/register', () => {
  const register = join(dirname(binPath), 'register.cjs');

  test.each(['--import', '--require'])('explains a program that loads it with %s', async (option) => {
    const { stdout, stderr, code } = await folder.bare([process.execPath, option, register, programPath('fetch.mjs')], {
      env: env(),
    });
    expect([stdout.slice(0, 4), code]).toEqual(['401 ', 0]);
    expect(stderr).toContain('authorization holds the value of API_TOKEN (.env line 1)');
    expect(stderr).toContain('why401: 1 of 1 request was refused');
    expect(stderr).not.toContain(token);
  });

  test('says nothing of a healthy program', async () => {
    const { stderr } = await folder.bare([process.execPath, '--import', register, programPath('healthy.mjs')], {
      env: env(),
    });
    expect(stderr).toBe('');
  });

  test('is loaded once, however often it is asked for', async () => {
    const { stderr } = await folder.bare(
      [process.execPath, binPath, 'run', process.execPath, '--import', register, programPath('fetch.mjs')],
      { env: env() },
    );
    expect(stderr.match(/Evidence/g)).toHaveLength(1);
  });
});
