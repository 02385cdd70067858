/** What must not be left in a committed file: focused or skipped tests, unfinished work, keys that look like real ones. */
import { readFileSync } from 'node:fs';
import { fail, root } from './report.ts';
import { run } from './run.ts';

// Written in parts, so that this file does not find itself.
const leftovers: readonly (readonly [RegExp, string])[] = [
  [/\b(it|test|describe|suite)\.(only|skip|todo|fails)\b/, 'a test that is focused, skipped or only planned'],
  [new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|XX${'X'}|HA${'CK'})\\b`), 'unfinished work'],
  [/^<<<<<<< |^>>>>>>> /, 'a conflict'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[\w+/]{40}/, 'a private key'],
  [
    /\b(sk|rk)_(live|test)_[\dA-Za-z]{16,}|\bgh[opsu]_[\dA-Za-z]{30,}|\bAKIA[\dA-Z]{16}\b|\bxox[abp]-\d{8,}/,
    'a literal key: build it at run time',
  ],
];
const binary = /\.(png|jpe?g|gif|webp|ico|woff2?)$|(^|\/)package-lock\.json$/;

const { stdout } = await run('git', ['ls-files']);
const files = stdout.split('\n').filter((path) => path !== '' && !binary.test(path));
const complaints = files.flatMap((path) => {
  const lines = textOf(path).split('\n');
  return lines.flatMap((line, index) =>
    leftovers.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${path}:${index + 1}: ${what}`),
  );
});

/** A file that was removed and not committed yet has no text. A link is read where it points. */
function textOf(path: string): string {
  try {
    return readFileSync(`${root}/${path}`, 'utf8');
  } catch {
    return '';
  }
}

if (files.length < 100) complaints.push(`only ${files.length} files were read: the check looks at the wrong place`);
if (complaints.length > 0) fail('Leftovers', complaints);
console.log(`Leftovers: none in ${files.length} files.`);
