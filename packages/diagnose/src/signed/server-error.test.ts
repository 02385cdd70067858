import { expect, test } from 'vitest';
import { ResponseFacts } from '../response-facts.ts';
import { openingOf, serverErrorOf } from './server-error.ts';

const errorOf = (body: string, headers: [string, string][] = []) =>
  serverErrorOf(new ResponseFacts({ status: 400, headers, body }));

test.each([
  [
    'XML',
    '<Error><Code>SlowDown</Code><Message>Too fast &amp; furious</Message></Error>',
    'SlowDown',
    'Too fast & furious',
  ],
  ['JSON with a name space', '{"__type":"com.amazon.coral#ExpiredToken","message":"m"}', 'ExpiredToken', 'm'],
  ['nested JSON', '{"Response":{"Error":{"Code":"AuthFailure","Message":"m"}}}', 'AuthFailure', 'm'],
  ['a list of errors', '{"errors":[{"code":"E1","message":"m"}]}', 'E1', 'm'],
  ['a list of texts', '{"error":["EAPI:Invalid signature"]}', 'EAPI:Invalid signature', 'EAPI:Invalid signature'],
  ['numbers', '{"code":-1022,"msg":"m"}', '-1022', 'm'],
  ['plain text', 'Bad signature', '', 'Bad signature'],
])('reads code and message of %s', (_, body, code, message) => {
  expect(errorOf(body)).toMatchObject({ code, message });
});

test('takes the header’s name of the error before the body’s, without what follows it', () => {
  expect(errorOf('{"message":"m"}', [['x-amzn-ErrorType', 'InvalidSignatureException:http://x']]).code).toBe(
    'InvalidSignatureException',
  );
});

test('takes the opening of a message without the canonical texts behind it', () => {
  expect(openingOf("It does not match.\n\nThe Canonical String for this request should have been\n'GET'")).toBe(
    'It does not match.',
  );
});
