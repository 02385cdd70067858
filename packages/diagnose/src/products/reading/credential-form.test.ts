import { expect, test } from 'vitest';
import { products } from '../index.ts';
import { fittingForms } from './credential-form.ts';

test.each(products.filter(({ credentials }) => credentials))(
  'whatever its length, a credential of $id fits each form that names its beginning',
  ({ credentials = [] }) => {
    for (const form of credentials) {
      if (typeof form.token !== 'string') continue;
      for (const rest of ['', 'abc', 'abcdefgh12345678']) {
        const { forms, isKnown } = fittingForms(credentials, [`${form.token}${rest}`]);
        if (isKnown) expect(forms).toContain(form);
      }
    }
  },
);
