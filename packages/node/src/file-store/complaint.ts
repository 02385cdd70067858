import { FreshkeyError, isFreshkeyError } from '@freshkey/core';

const remedies: Readonly<Record<string, string>> = {
  EACCES: 'This user may not use it: choose another "path", or give it to the user.',
  EROFS: 'It lies on a file system that takes no writes: choose another "path".',
  ENOTDIR: 'A part of it is a file: choose another "path".',
  EXDEV: 'It is spread over several file systems: choose another "path".',
  EPERM: 'Its file system has no hard links, or this user may not use it: choose another "path".',
  ENOTSUP: 'Its file system has no hard links: choose another "path".',
  ENOSYS: 'Its file system has no hard links: choose another "path".',
  ENAMETOOLONG: 'Its name is too long: choose another "path".',
};

/** What the system said, as an error that says what to do: a `FreshkeyError` where another attempt cannot cure it. */
export function complaintOf(error: unknown, folder: string): Error {
  if (isFreshkeyError(error)) return error;
  const { code = '', message } = Object(error) as NodeJS.ErrnoException;
  const remedy = remedies[code];
  if (remedy === undefined) return new Error(`The folder ${folder} could not be used: ${code || message}`);
  return new FreshkeyError('store-failed', `The folder ${folder} could not be used (${code}). ${remedy}`);
}
