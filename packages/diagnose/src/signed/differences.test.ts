import { expect, test } from 'vitest';
import { Facts } from '../facts.ts';
import { exchangeOf } from '../fixtures/fixture.ts';
import { differingLines, markedDifference } from './differences.ts';

const facts = new Facts(exchangeOf({ body: 'password=correcthorse' }));

test('puts the mark under the part that differs', () => {
  expect(markedDifference(facts, ['the server', 'host:a.example'], ['as sent', 'host:b.example:8080'])).toBe(
    ['the server: host:a.example', 'as sent:    host:b.example:8080', '                 ^^^^^^^^^^^^^^'].join('\n'),
  );
  expect(markedDifference(facts, ['one', 'same'], ['other', 'same'])).toBeUndefined();
});

test('marks the longer text where the other one lacks the part', () => {
  expect(markedDifference(facts, ['the server', 'a=1&b=2'], ['as sent', 'a=1'])?.split('\n')).toEqual([
    'the server: a=1&b=2',
    'as sent:    a=1',
    '               ^^^^',
  ]);
});

test('cuts long lines around the difference, and the mark stays under it', () => {
  const [one, other, mark = ''] = (
    markedDifference(facts, ['x', `${'a b '.repeat(40)}1`], ['y', `${'a b '.repeat(40)}2`]) ?? ''
  ).split('\n');
  expect(one?.length).toBeLessThan(60);
  expect(one?.[mark.indexOf('^')]).toBe('1');
  expect(other?.[mark.indexOf('^')]).toBe('2');
});

test('shows no value whose name says that it is secret', () => {
  expect(differingLines(facts, ['GET', 'x-api-key:hunter2222'], ['GET', 'x-api-key:hunter3333'])).toEqual([
    'Line 2 differs: the value of x-api-key.',
  ]);
});

test('shows no credential of the exchange, whatever the line is called', () => {
  const text = differingLines(facts, ['note:correcthorse 1'], ['note:correcthorse 2']).join('\n');
  expect(text).toContain('Line 1 differs');
  expect(text).not.toContain('correcthorse');
});

test('names at most three lines, missing ones included', () => {
  expect(differingLines(facts, ['a', 'b', 'c', 'd', 'e'], [])).toHaveLength(3);
});
