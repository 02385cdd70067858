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
