import { createEnv } from '@t3-oss/env-core';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { basic } from './basic.ts';
import { apiKey, bearerToken } from './bearer-token.ts';
import { credentialsSchema } from './read-credentials.ts';
import { Secret } from './secret.ts';
import type { StandardSchema } from './standard-schema.ts';

const token = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA';

describe('a kind of credential as a Standard Schema', () => {
  test('gives a secret, or issues without the value', () => {
    const { validate, version, vendor } = bearerToken()['~standard'];
    expect({ version, vendor }).toEqual({ version: 1, vendor: 'freshkey' });
    expect((validate(token) as { value: Secret }).value.reveal()).toBe(token);
    expect(validate(`"${token}"`)).toEqual({
      issues: [{ message: expect.stringMatching(/^The credential is wrapped in quotes/) }],
    });
    expect(JSON.stringify(validate(`"${token}"`))).not.toContain(token);
    expect(validate(undefined)).toEqual({ issues: [{ message: expect.stringContaining('is not set') }] });
    expect(validate(42)).toEqual({ issues: [{ message: expect.stringContaining('is no text') }] });
  });

  test('stands in the server part of t3-env', () => {
    const options = {
      server: { API_TOKEN: bearerToken(), PORT: z.coerce.number(), OLD: apiKey({ optional: true }) },
      isServer: true,
      skipValidation: false,
    };
    const env = createEnv({ ...options, runtimeEnv: { API_TOKEN: token, PORT: '80' } });
    expect(env.PORT).toBe(80);
    expect(env.API_TOKEN.reveal()).toBe(token);
    expect(env.OLD).toBeUndefined();
    let issues: readonly unknown[] = [];
    expect(() =>
      createEnv({
        ...options,
        runtimeEnv: { API_TOKEN: `Bearer ${token}`, PORT: '80' },
        onValidationError: (found) => {
          issues = found;
          throw new Error('invalid');
        },
      }),
    ).toThrow('invalid');
    expect(issues).toEqual([{ message: expect.stringContaining('holds the scheme “Bearer”'), path: ['API_TOKEN'] }]);
  });

  test('stands in a zod object through a transform', () => {
    const fromStandard = <Output>(schema: StandardSchema<Output>) =>
      z.unknown().transform((value, context) => {
        const result = schema['~standard'].validate(value);
        if (result.issues === undefined) return result.value;
        for (const { message } of result.issues) context.addIssue({ code: 'custom', message });
        return z.NEVER;
      });
    const schema = z.object({ API_TOKEN: fromStandard(bearerToken()), DB: fromStandard(basic()) });
    expect(schema.parse({ API_TOKEN: token, DB: 'anna:pw' }).API_TOKEN).toBeInstanceOf(Secret);
    const { error } = schema.safeParse({ API_TOKEN: `${token}\n`, DB: 'anna' });
    expect(error?.issues.map(({ path, message }) => [path[0], message.split('.')[0]])).toEqual([
      ['API_TOKEN', 'The credential ends with a line break'],
      ['DB', 'The credential holds no colon between user and password'],
    ]);
  });

  test('stands in a valibot object through a transform', () => {
    const fromStandard = <Output>(schema: StandardSchema<Output>) =>
      v.pipe(
        v.unknown(),
        v.rawTransform<unknown, Output>(({ dataset, addIssue, NEVER }) => {
          const result = schema['~standard'].validate(dataset.value);
          if (result.issues === undefined) return result.value;
          for (const { message } of result.issues) addIssue({ message });
          return NEVER;
        }),
      );
    const schema = v.object({ API_TOKEN: fromStandard(bearerToken()) });
    expect(v.parse(schema, { API_TOKEN: token }).API_TOKEN.reveal()).toBe(token);
    expect(v.safeParse(schema, { API_TOKEN: '' }).issues?.[0]?.message).toContain('is empty');
  });
});

test('a whole environment is a Standard Schema whose issues name the variables', () => {
  const schema = credentialsSchema({ API_TOKEN: bearerToken(), DB: basic() }, { mode: 'live' });
  const { validate } = schema['~standard'];
  const good = validate({ API_TOKEN: token, DB: 'anna:pw' });
  expect(good.issues === undefined && good.value.DB.username).toBe('anna');
  expect(validate({ API_TOKEN: ` ${token}` })).toEqual({
    issues: [
      { message: expect.stringContaining('API_TOKEN begins or ends with white space'), path: ['API_TOKEN'] },
      { message: expect.stringContaining('DB is not set'), path: ['DB'] },
    ],
  });
  expect(validate('A=b').issues).toHaveLength(1);
});
