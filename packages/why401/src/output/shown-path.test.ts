import { expect, test } from 'vitest';
import { shownPath } from './shown-path.ts';

const token = `pl4nted${'S3cret9f8e7d6c5b4aZ'}`;

test.each([
  '.env',
  'config/.env.production',
  'My Documents/session.har',
  'C:\\work\\api.har',
  '/srv/a-folder-with-a-long-name/x.json',
])('names the file %s', (path) => {
  expect(shownPath(path)).toBe(path);
});

test.each([
  ['a token', token],
  ['a token in a folder', `${token}/x.json`],
  ['a token behind a space', `x/ ${token}`],
  ['the rest of a command', `a' http://127.0.0.1/ b.json`],
  ['a URL', 'https://api.example.com/x.json'],
])('does not repeat %s', (_, path) => {
  expect(shownPath(path)).toBe('[name not shown]');
});
