import { expect, test } from 'vitest';
import { diagnose } from '../../diagnose-with-products.ts';
import { serverNowMs } from '../../fixtures/fixture.ts';
import { reports } from './index.ts';
import type { Report } from './report.ts';

const causeOf = ({ exchange }: Report) => diagnose(exchange, { now: serverNowMs }).cause;

test('there are at least forty reports, each of a thread of its own', () => {
  expect(reports.length).toBeGreaterThanOrEqual(40);
  expect(new Set(reports.map(({ thread }) => thread)).size).toBe(reports.length);
  for (const { thread } of reports) expect(thread).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+$/);
});

test.each(reports.map((report) => [report.thread, report] as const))('explains %s', (_, report) => {
  const cause = causeOf(report);
  expect(report.rows).toContain(cause?.row);
  expect([cause?.title, ...(cause?.evidence ?? []), cause?.fix].join('\n')).toMatch(report.tells);
});

const otherAnswers = [
  { status: 200, body: '{"ok":true,"message":"signature verified, token fresh"}' },
  { status: 404, body: '{"message":"Not found"}' },
  { status: 409, body: '{"error":"conflict"}' },
  { status: 500, body: '{"error":"internal error while checking the signature"}' },
];

test.each(reports.map((report) => [report.thread, report] as const))(
  'says nothing of %s once it succeeds, or fails for another reason',
  (_, report) => {
    const { response, error, ...exchange } = report.exchange;
    for (const answer of otherAnswers) {
      const diagnosis = diagnose({ ...exchange, response: { ...answer, headers: [] } }, { now: serverNowMs });
      expect(diagnosis.status).toBe('not-refused');
    }
  },
);

/** Values of the request that are secrets: signatures, keys, tokens, cookies. */
const secretsOf = ({ request }: Report['exchange']): string[] =>
  [...request.headers.map(([, value]) => value), request.url.split('?')[1] ?? '']
    .flatMap((text) => text.split(/[\s=;,&"'{}:/]+/))
    .filter(
      (part) =>
        part.length >= 20 &&
        /\d/.test(part) &&
        /[a-z]/i.test(part) &&
        !/^[a-z-]+$|^x-amz-|^\d{8}T|sha-?256|\.(?:com|example|net)$/i.test(part),
    );

test('no report’s cause prints a credential of its request', () => {
  for (const report of reports) {
    const printed = JSON.stringify(diagnose(report.exchange, { now: serverNowMs }));
    for (const secret of secretsOf(report.exchange)) expect(printed, report.thread).not.toContain(secret);
  }
});
