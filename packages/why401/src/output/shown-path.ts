import { redactText } from '@freshkey/diagnose/rules';
import { printableLine } from './printable.ts';

const maxLength = 200;

/**
 * A path from the command line as a message may name it. What looks like no file's name may be a secret that stands in
 * the wrong place (`-b` with a cookie's value, `-d` with an @ in front), or the rest of a command behind a quote that was
 * not closed: that is not repeated.
 */
export function shownPath(path: string): string {
  const looksLikeFile = /[\\/]|\.[A-Za-z][\w-]{0,12}$|^\.?[A-Za-z_-]{1,40}$/.test(path);
  const name = path.split(/[\\/]/).at(-1) ?? '';
  const isRun = name.replace(/\D/g, '').length > 8 || /^[\w+=-]{24,}$/.test(name);
  const isCommand = /["'`]|:\/\//.test(path);
  const holdsToken = path
    .split(/[^\w+=-]+/)
    .some((word) => word.length >= 24 && /\d/.test(word) && /[A-Za-z]/.test(word));
  if (path.length > maxLength || !looksLikeFile || isRun || isCommand || holdsToken || redactText(path) !== path)
    return '[name not shown]';
  return printableLine(path);
}
