import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from './diagnose-with-products.ts';
import type { Exchange } from './exchange.ts';
import { Facts } from './facts.ts';
import { serverNowMs } from './fixtures/fixture.ts';
import { hostileExchange } from './fixtures/hostile-exchange.ts';
import { exchangeWithSecret } from './fixtures/planted-secret.ts';
import { readExchange } from './read-exchange.ts';
import { rules } from './rules/index.ts';
import { runRules } from './run-rules.ts';

/** On a machine that is busy fewer of them are tried. */
const runs = { numRuns: 1_500, interruptAfterTimeLimit: 6_000 };

/** Whether a text holds more of a secret than the ends that a redacted value shows. */
function tells(text: string, secret: string): boolean {
  for (let at = 0; at + 12 <= secret.length; at++) if (text.includes(secret.slice(at, at + 12))) return true;
  return false;
}

describe('diagnose', () => {
  test('never prints a planted secret', () => {
    fc.assert(
      fc.property(
        exchangeWithSecret,
        fc.constantFrom(serverNowMs, serverNowMs + 900_000),
        ({ secret, exchange }, now) => {
          const printed = [JSON.stringify(diagnose(exchange, { now }))];
          // What each rule would say by itself, were it among the first four.
          const facts = new Facts(readExchange(exchange), now);
          for (const rule of rules) {
            const found = rule.find(facts);
            if (found)
              printed.push(
                `${rule.id}: ${facts.withoutSecrets([found.title, ...found.evidence, found.fix].join(' '))}`,
              );
          }
          expect(printed.filter((text) => tells(text, secret))).toEqual([]);
        },
      ),
      runs,
    );
  });

  test('asks no rule that throws, whatever the exchange holds', () => {
    fc.assert(
      fc.property(hostileExchange, fc.option(fc.double(), { nil: undefined }), (exchange, now) => {
        const faults: unknown[] = [];
        const facts = new Facts(readExchange(exchange), now);
        runRules([{ rules }], facts, (rule, fault) => faults.push(rule.id, fault));
        expect(faults).toEqual([]);
      }),
      runs,
    );
  });

  test('never throws and keeps its shape, whatever it is given', () => {
    const throwing = new Proxy(
      {},
      {
        get: () => {
          throw new Error('read');
        },
        ownKeys: () => {
          throw new Error('keys');
        },
      },
    );
    const anything = fc.oneof(
      fc.anything(),
      hostileExchange,
      fc.constant(throwing),
      fc.constant({ request: throwing }),
      fc.constant({ request: { headers: [[throwing, throwing]] }, error: throwing }),
    );
    fc.assert(
      fc.property(anything, fc.anything(), (exchange, context) => {
        const diagnosis = diagnose(exchange as Exchange, context as never);
        expect(diagnosis.schema).toBe(1);
        expect(['not-refused', 'explained', 'unexplained', 'no-answer']).toContain(diagnosis.status);
        expect(diagnosis.alsoCheck.length).toBeLessThanOrEqual(3);
        expect(diagnosis.cause?.confidence).not.toBe('hint');
        expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis);
      }),
      runs,
    );
  });

  test.each([
    ['a long run of one character', 'a'.repeat(60_000)],
    ['dots', '.'.repeat(60_000)],
    ['spaces', `Bearer${' '.repeat(60_000)}x`],
    ['quotes', '"'.repeat(60_000)],
    ['tags', '<'.repeat(60_000)],
    ['an opening of JSON', '{"message":'.repeat(6_000)],
    ['schemes', 'Bearer '.repeat(9_000)],
    ['almost a key word', 'key not not not '.repeat(4_000)],
    ['a JWT without end', `eyJhbGciOi${'J.'.repeat(30_000)}`],
    ['digits with colons', '1234567:'.repeat(8_000)],
  ])('stays quick with %s', (_, text) => {
    const startedAtMs = performance.now();
    diagnose({
      request: {
        method: 'GET',
        url: `https://api.example.com/?token=${text}`,
        headers: [
          ['Authorization', text],
          ['Cookie', text],
          ['X-Api-Key', text],
        ],
        body: text,
      },
      response: {
        status: 401,
        headers: [
          ['WWW-Authenticate', text],
          ['Server', text],
          ['Location', text],
          ['Date', text],
        ],
        body: text,
      },
      error: new Error(text),
    });
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  });
});
