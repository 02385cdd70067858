import { FreshkeyError, isFreshkeyError } from '@freshkey/core';
import { expect, test } from 'vitest';
import { complaintOf } from './complaint.ts';

test.each([
  ['EACCES', /could not be used \(EACCES\)\. This user may not use it/],
  ['EROFS', /takes no writes/],
  ['ENOTSUP', /no hard links: choose another "path"/],
  ['EXDEV', /several file systems/],
])('says what to do about what no other attempt cures: %s', (code, message) => {
  const error = complaintOf(Object.assign(new Error('x'), { code }), '/home/ada/.tool');
  expect(error).toMatchObject({ code: 'store-failed' });
  expect(error.message).toMatch(message);
  expect(error.message).toContain('/home/ada/.tool');
});

test.each(['ENOSPC', 'EMFILE', 'EIO', undefined])('leaves to another attempt what may pass: %s', (code) => {
  const error = complaintOf(Object.assign(new Error('Others were quicker.'), { code }), '/tmp/x');
  expect(isFreshkeyError(error)).toBe(false);
  expect(error.message).toContain(code ?? 'Others were quicker.');
});

test('hands on what is said already', () => {
  const error = new FreshkeyError('store-failed', 'said');
  expect(complaintOf(error, '/tmp')).toBe(error);
});
