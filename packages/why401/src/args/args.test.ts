import { describe, expect, test } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { ownJson } from './curl-words.ts';
import { distance, nearest } from './distance.ts';
import { findMode } from './find-mode.ts';
import { allValues, isGiven, lastValue, parseOptions } from './parse-options.ts';
import { curlLineOptions, urlOptions } from './tables.ts';

describe('parseOptions', () => {
  test('reads options in every spelling, in order', () => {
    const parsed = parseOptions(['-sHa: b', '--request=PUT', 'x.example', '-X', '-1', '--', '--json'], urlOptions);
    expect(parsed).toEqual({
      given: [
        { name: 'silent' },
        { name: 'header', value: 'a: b' },
        { name: 'request', value: 'PUT' },
        { name: 'request', value: '-1' },
      ],
      positionals: ['x.example', '--json'],
    });
    expect(lastValue(parsed, 'request')).toBe('-1');
    expect(allValues(parsed, 'request')).toEqual(['PUT', '-1']);
    expect([isGiven(parsed, 'silent'), isGiven(parsed, 'json')]).toEqual([true, false]);
  });

  test.each<[string[], string]>([
    [['--hedaer', 'a: b'], 'Option --hedaer is not known; did you mean --header?'],
    [['--token-evn', 'X'], 'Option --token-evn is not known; did you mean --token-env?'],
    [['--prob'], 'did you mean --probe?'],
    [['--frobnicate'], 'Option --frobnicate is not known ('],
    [['-?'], 'Option -? is not known'],
    [['--header'], 'Option --header needs a value.'],
    [['--probe=yes'], 'Option --probe takes no value.'],
    [['--__proto__'], 'is not known'],
    [['--constructor=1'], 'is not known'],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args, urlOptions)).toThrow(UsageError);
    expect(() => parseOptions(args, urlOptions)).toThrow(message);
  });

  test('does not repeat an option that may be a secret in the wrong place', () => {
    const secret = `--${'s3cr3tValue'.repeat(3)}`;
    expect(() => parseOptions([secret], urlOptions)).toThrow('One of the options is not known');
  });
});

describe('findMode', () => {
  const modeOf = (...argv: string[]) => findMode(argv);

  test('tells the modes apart', () => {
    expect(modeOf('https://a.example', '-H', 'curl').mode).toBe('request');
    expect(modeOf('-H', 'curl', 'https://a.example').mode).toBe('request');
    expect(modeOf('curl', 'x').mode).toBe('curl');
    expect(modeOf("curl 'x'").mode).toBe('curl');
    expect(modeOf('--har', 'token').mode).toBe('har');
    expect(modeOf('--env').mode).toBe('env');
    expect(modeOf('--env', '.env').mode).toBe('env');
    expect(modeOf('--json', 'token', '--claims').mode).toBe('token');
    expect(modeOf('scopes', '--openapi', 'x').mode).toBe('scopes');
    expect(modeOf().mode).toBe('request');
  });

  test('gives our options in front of curl and curl’s behind it', () => {
    expect(modeOf('--json', '--probe', 'curl', '--json', '{}', 'x', '--har')).toMatchObject({
      mode: 'curl',
      args: ['--json', '--probe'],
      words: ['--json', '{}', 'x', '--har'],
    });
    expect(modeOf('curl', 'x', '--env')).toMatchObject({ mode: 'curl' });
  });

  test('hears the call for help and version', () => {
    expect(modeOf('-h').wantsHelp).toBe(true);
    expect(modeOf('token', '--help')).toMatchObject({ mode: 'token', wantsHelp: true });
    expect(modeOf('curl', '--help').wantsHelp).toBe(true);
    expect(modeOf('help').wantsHelp).toBe(true);
    expect(modeOf('--version').wantsVersion).toBe(true);
    expect(modeOf('https://a.example', '-H', '--help').wantsHelp).toBe(false);
  });
});

describe('--json behind curl', () => {
  test.each<[string[], boolean, string[]]>([
    [['x', '--json', '{"a":1}'], false, ['x', '--json', '{"a":1}']],
    [['x', '--json'], true, ['x']],
    [['--json', '-H', 'a: b', 'x'], true, ['-H', 'a: b', 'x']],
    [['--json', 'https://a.example'], true, ['https://a.example']],
    [['--json', '@file', 'x'], false, ['--json', '@file', 'x']],
    [['--json={}', 'x'], false, ['--json={}', 'x']],
    [['-H', '--json', 'x'], false, ['-H', '--json', 'x']],
    [['--json', '{}', 'x', '--json'], true, ['--json', '{}', 'x']],
    [['x', '--no-location', '--no-progress-meter'], false, ['x', '--no-progress-meter']],
  ])('%j', (words, json, rest) => {
    expect(ownJson(words)).toEqual({ words: rest, json });
  });
});

test('every option of curl that takes a value is known to', () => {
  for (const name of [
    'header',
    'data',
    'user',
    'form',
    'cookie',
    'proxy',
    'url',
    'max-time',
    'resolve',
    'output',
    'write-out',
    'json',
  ])
    expect(curlLineOptions[name]?.value).toBe(true);
  for (const name of ['insecure', 'location', 'get', 'head', 'compressed', 'silent', 'verbose', 'include'])
    expect(curlLineOptions[name]?.value).toBe(false);
  const shorts = Object.values(curlLineOptions).flatMap(({ short }) => short ?? []);
  expect(new Set(shorts).size).toBe(shorts.length);
});

test('distance counts letters, and swaps of neighbours once', () => {
  expect(distance('abc', 'abc', 3)).toBe(0);
  expect(distance('abc', 'acb', 3)).toBe(1);
  expect(distance('abc', 'abcd', 3)).toBe(1);
  expect(distance('abc', 'xyz', 2)).toBe(3);
  expect(distance('', 'abc', 3)).toBe(3);
  expect(nearest('jsno', ['json', 'probe'])).toBe('json');
  expect(nearest('zzzzzz', ['json', 'probe'])).toBeUndefined();
});
