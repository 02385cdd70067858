import { expect, test } from 'vitest';
import { readNegotiateToken } from './negotiate-token.ts';
import { ntlmMessage } from './reports/signed-values.ts';

test('tells the types of NTLM messages', () => {
  expect(readNegotiateToken(ntlmMessage(1))).toEqual({ mechanism: 'ntlm', type: 1 });
  expect(readNegotiateToken(ntlmMessage(2))).toEqual({ mechanism: 'ntlm', type: 2 });
  expect(readNegotiateToken(ntlmMessage(3))).toEqual({ mechanism: 'ntlm', type: 3, hasUser: true, isVersion1: false });
});

test('sees an answer without a user, and one of version 1', () => {
  expect(readNegotiateToken(ntlmMessage(3, { user: 0 }))?.hasUser).toBe(false);
  expect(readNegotiateToken(ntlmMessage(3, { answer: 24 }))?.isVersion1).toBe(true);
});

test('finds NTLM inside SPNEGO, and Kerberos by its object identifier', () => {
  const inSpnego = btoa(`\x60\x48\x06${atob(ntlmMessage(1))}`);
  expect(readNegotiateToken(inSpnego)?.mechanism).toBe('ntlm');
  expect(readNegotiateToken(btoa('\xa1\x20\x30\x2a\x86\x48\x86\xf7\x12\x01\x02\x02rest'))?.mechanism).toBe('kerberos');
  expect(readNegotiateToken(btoa('something else'))?.mechanism).toBe('unknown');
});

test('says nothing of a truncated answer’s user, and reads no base64 that is none', () => {
  expect(readNegotiateToken(btoa('NTLMSSP\0\x03\0\0\0'))).toEqual({ mechanism: 'ntlm', type: 3 });
  expect(readNegotiateToken('===')).toBeUndefined();
  expect(readNegotiateToken('')).toBeUndefined();
});
