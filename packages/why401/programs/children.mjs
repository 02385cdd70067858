import { execFileSync, fork, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('fetch.mjs', import.meta.url));
process.stdout.write(execFileSync(process.execPath, [program]));
process.stdout.write(spawnSync(`"${process.execPath}" "${program}"`, { shell: true }).stdout);
fork(program).on('exit', (code) => console.log('ended', code));
