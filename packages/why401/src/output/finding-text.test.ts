import type { Finding } from '@freshkey/diagnose';
import { expect, test } from 'vitest';
import { causeText } from './finding-text.ts';

test('keeps the lines of a difference as they stand, however narrow the screen, and escapes what a terminal would act on', () => {
  const cause: Finding = {
    id: 'digest-answer-refused',
    row: 'B11',
    title: 'The uri of the Digest answer is not that of the request',
    confidence: 'proof',
    evidence: ['The two differ:\nin the answer: /a\u001b[2J\nrequested:     /b\n                ^'],
    fix: 'Compute it anew.',
    reference: 'RFC 7616 §3.4',
  };
  const text = causeText(cause, { width: 30, paint: (_, plain) => plain });
  expect(text).toContain(
    '  - The two differ:\n      in the answer: /a\\u001b[2J\n      requested:     /b\n                      ^\n',
  );
});

test('tells in this order: what the server says, the fix with lines to copy, the difference, and last the page', () => {
  const command = `curl -H "DD-API-KEY: $DD_API_KEY" https://api.datadoghq.com/api/v1/${'validate'.repeat(8)}`;
  const cause: Finding = {
    id: 'datadog-other-header',
    row: 'C20',
    title: 'The header is another one',
    confidence: 'proof',
    said: 'Forbidden',
    evidence: ['The server says “Forbidden”.', 'The names differ:\nsent:   X-API-KEY\nwanted: DD-API-KEY\n        ^^'],
    fix: `Send it as the documentation does: \`${command}\`.`,
    commands: [command],
    reference: 'RFC 9110 §11.6.2',
    url: 'https://example.com/why/datadog-other-header',
  };
  expect(causeText(cause, { width: 60, paint: (_, plain) => plain })).toBe(`The server says: Forbidden

Fix
  Send it as the documentation does:
    ${command}

Evidence
  - The names differ:
      sent:   X-API-KEY
      wanted: DD-API-KEY
              ^^

About
  datadog-other-header (C20), certain. RFC 9110 §11.6.2
  https://example.com/why/datadog-other-header`);
});
