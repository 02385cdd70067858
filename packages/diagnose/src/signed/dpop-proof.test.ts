import { expect, test } from 'vitest';
import { Facts } from '../facts.ts';
import { exchangeOf, jwt } from '../fixtures/fixture.ts';
import { proofFlaws } from './dpop-proof.ts';

/** The key and the access token of RFC 9449 §4.1 and §7.1. */
const jwk = {
  kty: 'EC',
  x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
  y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
  crv: 'P-256',
};
const opaque = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';

const partsOf = (token: string, claims: Record<string, unknown>) =>
  proofFlaws(
    new Facts(
      exchangeOf({
        headers: {
          Authorization: `DPoP ${token}`,
          DPoP: jwt(
            { htm: 'GET', htu: 'https://api.example.com/v1/items', iat: 1_780_315_200, jti: '1', ...claims },
            { typ: 'dpop+jwt', alg: 'ES256', jwk },
          ),
        },
      }),
    ),
  ).map(({ about }) => about);

test('computes the hash of the access token as RFC 9449 does', () => {
  expect(partsOf(opaque, { ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' })).toEqual([]);
  expect(partsOf(opaque, { ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEp' })).toEqual(['ath']);
});

test('computes the thumbprint of the key as RFC 9449 does', () => {
  const bound = (jkt: string) => partsOf(jwt({ cnf: { jkt } }), { ath: 'x' });
  expect(bound('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')).toEqual(['ath']);
  expect(bound('another')).toEqual(['ath', 'key']);
});
