import { describe, expect, test } from 'vitest';
import type { Row } from '../catalogue.ts';
import { diagnose } from '../diagnose.ts';
import type { Exchange } from '../exchange.ts';
import { Facts } from '../facts.ts';
import type { Fixture } from '../fixtures/fixture.ts';
import { readExchange } from '../read-exchange.ts';
import type { Rule } from '../rule.ts';
import { fixtures } from './every.fixtures.ts';
import { rules } from './index.ts';

/** What one rule finds, asked alone: faults surface here, unlike in `diagnose`. */
function askAlone(rule: Rule, { exchange, context }: Fixture) {
  const now = context?.now;
  const facts = new Facts(readExchange(exchange), typeof now === 'function' ? now() : now);
  const isAsked = rule.outcomes ? rule.outcomes.includes(facts.outcome) : facts.outcome === 'refused';
  return isAsked ? rule.find(facts) : undefined;
}

test('every rule has an id of its own', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { id } of rules) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
});

test('no rule covers its own row, and no two cover each other', () => {
  const covered = new Map<Row, readonly Row[]>(rules.map(({ row, covers = [] }) => [row, covers]));
  for (const { row, covers = [] } of rules) {
    for (const other of covers) {
      expect(other).not.toBe(row);
      expect(covered.get(other) ?? []).not.toContain(row);
    }
  }
});

test('no fixture belongs to a rule that does not exist', () => {
  const ids = new Set(rules.map(({ id }) => id));
  for (const id of Object.keys(fixtures)) expect(ids).toContain(id);
});

for (const rule of rules) {
  describe(`${rule.row} ${rule.id}`, () => {
    const { finds = [], misses = [] } = fixtures[rule.id] ?? {};

    test('has an exchange that it finds and a near miss', () => {
      expect(finds.length).toBeGreaterThan(0);
      expect(misses.length).toBeGreaterThan(0);
    });

    test.each(finds)('finds $name', (fixture) => {
      const found = askAlone(rule, fixture);
      expect(found).toBeDefined();
      expect(found?.evidence.length).toBeGreaterThan(0);
      expect(found?.fix).toMatch(/\S{3}/);
      const diagnosis = diagnose(fixture.exchange, fixture.context);
      const mayBeCause = (found?.confidence ?? rule.confidence) !== 'hint';
      if (fixture.as !== 'finding' && mayBeCause) expect(diagnosis.cause?.id).toBe(rule.id);
      if (fixture.tells) {
        const said = [found?.title ?? rule.title, ...(found?.evidence ?? []), found?.fix].join('\n');
        expect(said).toMatch(fixture.tells);
      }
    });

    test.each(misses)('passes over $name', (fixture) => {
      expect(askAlone(rule, fixture)).toBeUndefined();
    });
  });
}

test('every fixture keeps its credentials to itself', () => {
  const all = Object.values(fixtures).flatMap(({ finds, misses }) => [...finds, ...misses]);
  for (const { exchange, context } of all) {
    const printed = JSON.stringify(diagnose(exchange, context));
    for (const secret of longSecrets(exchange)) expect(printed).not.toContain(secret);
  }
});

const longSecrets = ({ request }: Exchange): string[] =>
  request.headers
    .filter(([name]) => /^(?:authorization|cookie|.*(?:key|token))$/i.test(name))
    .flatMap(([, value]) => value.split(/[\s=;,]+/))
    .filter((part) => part.length >= 16 && /\d/.test(part) && !/^[{<$%]|^x-amz-content-sha256$/.test(part));
