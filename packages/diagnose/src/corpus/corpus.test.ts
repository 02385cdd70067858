import { describe, expect, test } from 'vitest';
import type { CorpusCase } from './case.ts';
import { corpus } from './index.ts';
import { judge, reportText, scores } from './report.ts';
import { threads } from './threads/index.ts';

/** Long texts with digits that stand in headers, query and body of the request: keys, tokens and parts of them. */
const secretsOf = ({ request }: CorpusCase['exchange']): string[] =>
  [
    ...request.headers
      .filter(
        ([name]) => !/^(?:host|user-agent|origin|referer|content-type|accept|.*version|.*organization)$/i.test(name),
      )
      .map(([, value]) => value),
    request.url.split('?')[1] ?? '',
    request.body?.replace(/client_id=[^&]*/, '') ?? '',
  ]
    .flatMap((text) => text.split(/[\s=;,&"'{}:/]+/))
    .filter((part) => part.length >= 20 && /\d/.test(part) && /[A-Za-z]/.test(part) && !/^(?:https?|urn)/.test(part));

const judged = judge(corpus);
const report = reportText(judged);

describe('the corpus', () => {
  test('holds at least 150 exchanges with names of their own, 45 of them healthy or without a cause', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(150);
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
    expect(corpus.filter(({ expect: { cause } }) => cause === null).length).toBeGreaterThanOrEqual(45);
  });

  test('gives no cause to an exchange that has none', () => {
    expect(
      judged.filter(({ wanted, given }) => wanted[0] === null && wanted.length === 1 && given !== null),
      report,
    ).toEqual([]);
  });

  test('tells every refusal from what is none', () => {
    expect(
      judged.filter(
        ({ entry, diagnosis }) => (entry.expect.status === 'not-refused') !== (diagnosis.status === 'not-refused'),
      ),
      report,
    ).toEqual([]);
  });

  test.each(scores(judged))('keeps the causes of family $family precise and complete', ({ precision, recall }) => {
    expect(precision, report).toBeGreaterThanOrEqual(0.95);
    expect(recall, report).toBeGreaterThanOrEqual(0.9);
  });

  test('prints no credential of any exchange', () => {
    for (const { entry, diagnosis } of judged) {
      const printed = JSON.stringify(diagnosis);
      for (const secret of secretsOf(entry.exchange)) expect(printed, entry.name).not.toContain(secret);
    }
  });

  test('has evidence, a fix and a reference for every cause, and three further findings at most', () => {
    for (const { diagnosis } of judged) {
      expect(diagnosis.alsoCheck.length).toBeLessThanOrEqual(3);
      for (const finding of [diagnosis.cause, ...diagnosis.alsoCheck]) {
        if (!finding) continue;
        expect(finding.evidence.length).toBeGreaterThan(0);
        expect(finding.fix.length).toBeGreaterThan(10);
        expect(finding.reference.length).toBeGreaterThan(3);
      }
    }
  });
});

describe('the exchanges of public threads', () => {
  const ofThreads = judge(threads);
  const shown = reportText(ofThreads);
  const explained = ofThreads.filter(({ given }) => given !== null);
  const right = ofThreads.filter(
    ({ entry, right: isRight, wanted, given }) => isRight || (entry.thread && wanted.includes(given)),
  );

  test('are at least 120, each of a thread with an address', () => {
    expect(threads.length).toBeGreaterThanOrEqual(120);
    for (const { thread } of threads) expect(thread).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+$/);
  });

  test('get the right cause in 88 of 100, and a wrong one in 3 at most', () => {
    expect(right.length / ofThreads.length, shown).toBeGreaterThanOrEqual(0.88);
    expect(right.length / explained.length, shown).toBeGreaterThanOrEqual(0.97);
  });

  test('keep their credentials to themselves', () => {
    for (const { entry, diagnosis } of ofThreads) {
      const printed = JSON.stringify(diagnosis);
      for (const secret of secretsOf(entry.exchange)) expect(printed, entry.name).not.toContain(secret);
    }
  });
});
