import { describe, expect, test } from 'vitest';
import { runCli } from '../test-support/run-cli.ts';
import { answerWith, headerOf, serve } from '../test-support/serve.ts';
import { opaque } from '../test-support/tokens.ts';

const refuse = answerWith(401, {
  'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The token expired"',
});

describe('a curl command', () => {
  test('stands in the arguments', async () => {
    const server = await serve(refuse);
    const { code, json } = await runCli([
      '--json',
      'curl',
      '-X',
      'POST',
      server.url,
      '-H',
      `Authorization: Bearer ${opaque}`,
      '--json',
      '{"a":1}',
    ]);
    expect([code, json().request.method]).toEqual([1, 'POST']);
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  test('comes on standard input, for bash, cmd.exe and PowerShell', async () => {
    const server = await serve(refuse);
    const pasted = [
      `curl '${server.url}/x' \\\n  -H $'Authorization: Bearer ${opaque}' \\\n  --data-raw '{"a":1}' --compressed`,
      `curl ^"${server.url}/x^" ^\r\n  -H ^"Authorization: Bearer ${opaque}^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"`,
      `curl.exe '${server.url}/x' \`\r\n  -H "Authorization: Bearer $env:TOKEN" \`\r\n  --data-raw '{\\"a\\":1}'`,
    ];
    for (const stdin of pasted) {
      const { code } = await runCli(['curl', '--json'], { stdin, env: { TOKEN: opaque } });
      const seen = server.seen.at(-1);
      expect([code, seen?.method, seen?.url, seen?.body, headerOf(seen as never, 'authorization')]).toEqual([
        1,
        'POST',
        '/x',
        '{"a":1}',
        `Bearer ${opaque}`,
      ]);
    }
    expect(server.seen).toHaveLength(3);
  });

  test('stands in one word', async () => {
    const server = await serve(refuse);
    expect((await runCli([`curl ${server.url} -H 'A: b c'`, '--json'])).code).toBe(1);
    expect((await runCli(['curl', `curl ${server.url}`])).code).toBe(1);
    expect(headerOf(server.seen[0] as never, 'a')).toBe('b c');
  });

  test('names a variable that is not set, and sends what a shell would', async () => {
    const server = await serve(refuse);
    const { json } = await runCli(['--json', 'curl'], {
      stdin: `curl ${server.url} -H "Authorization: Bearer $API_TOKEN"`,
    });
    expect(headerOf(server.seen[0] as never, 'authorization')).toBe('Bearer');
    expect(json().notes[0]).toContain('API_TOKEN, which is not set');
    expect(json().cause?.row).toBe('C02');
  });

  test('takes our own options before it and behind it', async () => {
    const server = await serve(refuse);
    for (const argv of [
      ['--token-env', 'T', '--json', 'curl', server.url],
      ['curl', server.url, '--token-env', 'T', '--json'],
    ]) {
      expect((await runCli(argv, { env: { T: opaque } })).json().status).toBe('explained');
      expect(headerOf(server.seen.at(-1) as never, 'authorization')).toBe(`Bearer ${opaque}`);
    }
  });

  test.each<[string, string[], string, string]>([
    ['text that is no command', ['curl'], 'wget https://a.example', 'no curl command'],
    ['an empty standard input', ['curl'], '', 'no curl command'],
    [
      'a command in the command',
      ['curl'],
      'curl https://a.example -H "Authorization: Bearer $(cat token)"',
      'does not run',
    ],
    ['a command without a URL', ['curl', '-H', 'a: b'], 'curl -k', 'no URL'],
    ['an option that curl does not know', ['curl', 'https://a.example', '--heder', 'x'], '', 'did you mean --header?'],
    ['a token and a command at once', ['--token-stdin', 'curl'], 'curl https://a.example', 'cannot both'],
  ])('is refused with %s', async (_, argv, stdin, message) => {
    const { code, stdout, stderr } = await runCli(argv, { stdin });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^why401: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });
});
