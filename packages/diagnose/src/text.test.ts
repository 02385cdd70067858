import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { corpus } from './corpus/index.ts';
import { threads } from './corpus/threads/index.ts';
import { diagnose as diagnosePortable } from './diagnose-portable.ts';
import { diagnose } from './diagnose-with-products.ts';
import type { Finding } from './finding.ts';
import { bearer, exchangeOf, jwt, keyText } from './fixtures/fixture.ts';

const root = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  homepage: string;
};
const everyFinding: readonly Finding[] = [...corpus, ...threads].flatMap(({ exchange, context }) => {
  const { cause, alsoCheck } = diagnose(exchange, context);
  return [...(cause ? [cause] : []), ...alsoCheck];
});

describe('the text of findings', () => {
  test('leads to the page of each rule on the project’s home page', () => {
    for (const { id, url } of everyFinding) expect(url).toBe(`${root.homepage}/why/${id}`);
  });

  test('names a row of the catalogue', () => {
    for (const { row } of everyFinding) expect(Object.keys(catalogue)).toContain(row);
  });

  test('is whole: no hole of a template, no doubled stop, no empty piece', () => {
    for (const finding of everyFinding) {
      const whole = [
        finding.title,
        ...finding.evidence,
        finding.fix,
        finding.said ?? '-',
        ...(finding.commands ?? ['-']),
      ];
      const isOfHole = /placeholder|missing-value|promise|variable|env|quotes/.test(finding.id);
      for (const text of isOfHole ? [] : whole) {
        expect(text.trim(), JSON.stringify(finding)).not.toBe('');
        expect(text, finding.id).not.toMatch(/\$\{(?![A-Z_]+\})|\bNaN\b|\[object |[^.]\.\.\s|“”|`{3}/);
      }
      expect(finding.title, finding.id).not.toMatch(/\.$/);
      expect(finding.fix, finding.id).toMatch(/[.!?…`”)]$|\n/);
    }
  });

  test('does not deny in one place what it says in another', () => {
    for (const { row, title, evidence, fix } of everyFinding) {
      const whole = [title, ...evidence, fix].join('\n');
      if (row === 'A01') expect(whole).not.toMatch(/was sent\b(?!.{0,40}not known)|token that was sent/);
      if (row === 'E02' || row === 'D19') expect(fix).not.toMatch(/^Refresh/);
      if (row === 'D22' && /came in the right form/.test(title))
        expect(whole).not.toMatch(/damaged|malformed|in quotes/);
      if (row === 'B17') expect(fix).not.toMatch(/refresh|new token/i);
    }
  });

  test('quotes the server’s own sentence where it said one', () => {
    const { cause } = diagnose(
      exchangeOf({ headers: { 'X-Api-Key': keyText(32) }, answer: { body: { error: 'Invalid API key' } } }),
    );
    expect(cause?.said).toBe('Invalid API key');
    const { cause: silent } = diagnose(exchangeOf({ headers: bearer('undefined') }));
    expect(silent).not.toHaveProperty('said');
  });

  test('carries the corrected request as a command, the secret as a variable', () => {
    const token = jwt();
    const { cause } = diagnosePortable({
      ...exchangeOf({
        method: 'POST',
        headers: { Authorization: token },
        answer: { headers: { 'WWW-Authenticate': 'Bearer' } },
      }),
      sources: { authorization: { variable: 'TERN_TOKEN' } },
    });
    expect(cause).toMatchObject({
      row: 'C04',
      commands: ['curl -X POST -H "Authorization: Bearer $TERN_TOKEN" "https://api.example.com/v1/items"'],
    });
    expect(JSON.stringify(cause)).not.toContain(token);
  });

  test('says nothing of what a request lacks that is not known', () => {
    const { response } = exchangeOf({ answer: { headers: { 'WWW-Authenticate': 'Bearer' } } });
    const { cause } = diagnose({ request: { method: 'GET', url: '', headers: [] }, ...(response && { response }) });
    expect(cause).toBeNull();
  });
});
