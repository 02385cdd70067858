/** Every relative link of the documentation leads to a file or folder that is committed. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, root } from './report.ts';
import { run } from './run.ts';

const { stdout } = await run('git', ['ls-files']);
const files = stdout.split('\n').filter(Boolean);
const folders = new Set(
  files.flatMap((path) => path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))),
);
const committed = new Set([...files, ...folders]);

let links = 0;
const complaints: string[] = [];
for (const document of files.filter((path) => path.endsWith('.md') && existsSync(`${root}/${path}`))) {
  const prose = readFileSync(`${root}/${document}`, 'utf8').replace(/^(```+)[\s\S]*?^\1/gm, '');
  for (const [, target = ''] of prose.matchAll(/\]\((?![a-z]+:|#)([^)\s#]+)/g)) {
    links++;
    const path = join(dirname(document), target).replace(/\/$/, '');
    if (!committed.has(path)) complaints.push(`${document} links to ${target}, which is not there`);
  }
}
if (complaints.length > 0) fail('Links', complaints);
console.log(`Links: ${links}, none of them dead.`);
