import { describe, expect, test } from 'vitest';
import { corpus } from './corpus/index.ts';
import { diagnose } from './diagnose-with-products.ts';
import type { Exchange } from './exchange.ts';
import type { Finding } from './finding.ts';
import { parseUrl } from './parse-url.ts';
import { products } from './products/index.ts';
import { ProductIndex } from './products/reading/product-index.ts';
import { everyProductExchange } from './products/test-support/every-exchange.ts';
import { everyFixture } from './rules/every.fixtures.ts';

const index = new ProductIndex(products);
const read = [...corpus, ...everyFixture(), ...(await everyProductExchange())].map(({ name, exchange, context }) => ({
  name,
  exchange,
  diagnosis: diagnose(exchange, context),
}));
const findings = read.flatMap(({ name, exchange, diagnosis: { cause, alsoCheck } }) =>
  [...(cause ? [cause] : []), ...alsoCheck].map((finding) => ({ name, exchange, finding })),
);

/** Those that say so, each with what it says: to be nobody. */
const saying = (
  isMeant: (finding: Finding, exchange: Exchange) => boolean,
  partOf: (finding: Finding) => string,
  words: RegExp,
) =>
  findings
    .filter(({ finding, exchange }) => isMeant(finding, exchange) && words.test(partOf(finding)))
    .map(({ name, finding }) => `${finding.id}, ${name}: ${partOf(finding)}`);
const ofRows = (rows: RegExp) => (finding: Finding) => rows.test(finding.row);
const heading = ({ title }: Finding) => title;
const evidence = (finding: Finding) => finding.evidence.join(' / ');
const fix = (finding: Finding) => finding.fix;

test('there is much to read', () => {
  expect(read.length).toBeGreaterThan(1_500);
  expect(findings.length).toBeGreaterThan(1_400);
  expect(new Set(findings.map(({ finding }) => finding.row)).size).toBeGreaterThan(150);
});

describe('heading, evidence and fix of one finding agree', () => {
  test('what speaks of no credential has none in its evidence', () => {
    expect(saying(ofRows(/^A01$/), evidence, /\b(?:was|is) sent (?:as|in)\b|the token that was sent/i)).toEqual([]);
    expect(
      saying((one) => /carries no cred/i.test(one.title), evidence, /says “[^”]*(?:expired|revoked|signature)/i),
    ).toEqual([]);
  });

  test('what has expired is nowhere said to be within its life', () => {
    const expired = (one: Finding) => /has (?:expired|ended|run out)/i.test(one.title) && one.row !== 'C14';
    expect(saying(expired, evidence, /has not expired|within its life|still (?:good|valid)/i)).toEqual([]);
  });

  test('a scope is not fetched by a refresh, and neither is a right', () => {
    expect(saying(ofRows(/^(?:E02|D19|D20)$/), fix, /^(?:refresh|renew)\b/i)).toEqual([]);
  });

  test('a token that was read is not looked for on the way', () => {
    const readIt = (one: Finding) => /^(?:D|E01|E02|E04|E09|J27)/.test(one.row);
    expect(saying(readIt, fix, /header is lost|CGIPassAuth|proxy_set_header|add credentials/i)).toEqual([]);
  });

  test('a header that is damaged is mended, and not signed in for again', () => {
    expect(saying(ofRows(/^C(?:0|1[0-9]|2[0-2])/), fix, /sign in again|refresh the token/i)).toEqual([]);
  });

  test('what is certain is not called possible', () => {
    const certain = (one: Finding) => one.confidence === 'proof';
    expect(saying(certain, heading, /\bmay be (?!used|sent)|\bmight\b|\bperhaps\b|\bprobably\b|\bseems\b/i)).toEqual(
      [],
    );
  });

  test('a command to copy sends what the fix names, and no secret', () => {
    const commands = (one: Finding) => (one.commands ?? []).join('\n');
    expect(
      saying(() => true, commands, /Authorization: (?:Bearer|Token|Basic|Bot) (?!\$|"|token=)[A-Za-z0-9]/),
    ).toEqual([]);
    const wantsToken = (one: Finding) => /`Authorization: Token <token>`/.test(one.fix);
    expect(saying(wantsToken, commands, /Authorization: Bearer/)).toEqual([]);
  });
});

describe('the advice fits the reader', () => {
  const ofOwner = /in an API of your own|if (?:the API|it) is yours|owner|where you run|of one’s own/i;
  const server =
    /proxy_set_header|CGIPassAuth|WSGIPassAuth|underscores_in_headers|CORS middleware|options\.Authority|issuer-uri|ValidAudience|IssuerSigningKey|the server must|have the server/i;

  test('a product’s customer is not told to change the server', () => {
    const ofProduct = ({ fix: text }: Finding, { request }: Exchange) => {
      const product = index.ofHost(parseUrl(request.url)?.hostname ?? '');
      return product !== undefined && !product.hostsOthers && !ofOwner.test(text);
    };
    expect(saying(ofProduct, fix, server)).toEqual([]);
  });

  test('where a refresh was refused or failed nobody is told to refresh', () => {
    for (const { name, exchange, diagnosis } of read) {
      if (diagnosis.cause === null || exchange.renewal !== undefined) continue;
      for (const renewal of ['failed', 'refused'] as const) {
        const { cause } = diagnose({ ...exchange, renewal });
        expect(cause?.fix ?? '', name).not.toMatch(/(?:^|[.;:] )refresh (?:it|the token)/i);
      }
    }
  });
});

describe('a cause and what stands below it agree', () => {
  /** Rows that say that the credential came as it should, or that nobody knows where it went. */
  const soundOrLost = /^(?:A02|A11|E10)$/;
  const formIsWrong = /^(?:A13|A14|A19|C0[1-7]|C1[0-7]|C20|C21)$/;

  test('a credential in the wrong form is not called one in the right form, or lost', () => {
    const both = read.flatMap(({ name, diagnosis: { cause, alsoCheck } }) =>
      cause && formIsWrong.test(cause.row)
        ? alsoCheck
            .filter(({ id, row }) => id === 'credential-not-accepted' || (soundOrLost.test(row) && row !== 'A02'))
            .map(({ id }) => `${name}: ${cause.id} and ${id}`)
        : [],
    );
    expect(both).toEqual([]);
  });

  test('a request without a credential has no credential that is wrong', () => {
    const both = read.flatMap(({ name, diagnosis: { cause, alsoCheck } }) =>
      cause?.row === 'A01'
        ? alsoCheck.filter(({ row }) => /^(?:C|D(?!07))/.test(row)).map(({ id }) => `${name}: ${cause.id} and ${id}`)
        : [],
    );
    expect(both).toEqual([]);
  });
});
