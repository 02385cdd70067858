import { describe, expect, test } from 'vitest';
import { dialectOf, pastedCommand } from './pasted-command.ts';

const words = (text: string, variables: Record<string, string> = {}) => pastedCommand(text, variables).words;
const notes = (text: string, variables: Record<string, string> = {}) => pastedCommand(text, variables).notes;

describe('a command for bash', () => {
  test('is split at blanks, with quotes of both kinds taken off', () => {
    expect(words(`curl 'https://a.example/x y' -H "Authorization: Bearer abc" -H Accept:' text/'plain`)).toEqual([
      'https://a.example/x y',
      '-H',
      'Authorization: Bearer abc',
      '-H',
      'Accept: text/plain',
    ]);
  });

  test('goes on after a backslash at the end of a line, with either line end', () => {
    expect(words("curl 'https://a.example' \\\n  -X POST \\\r\n  -H 'A: b'")).toEqual([
      'https://a.example',
      '-X',
      'POST',
      '-H',
      'A: b',
    ]);
  });

  test("reads the escapes of $'…', bytes of one character together", () => {
    expect(words(String.raw`curl $'https://a.example/\'q\'' -d $'a\tb\n\x41\u00e9\101\xc3\xa9'`)).toEqual([
      "https://a.example/'q'",
      '-d',
      'a\tb\nAéAé',
    ]);
  });

  test('keeps a backslash inside double quotes unless it escapes something', () => {
    expect(words(String.raw`curl -d "{\"a\":\"\\n\\\\\",\"b\":\"\d\"}" x.example`)).toEqual([
      '-d',
      String.raw`{"a":"\n\\","b":"\d"}`,
      'x.example',
    ]);
  });

  test('fills variables in from the environment and names those that are not set', () => {
    const found = pastedCommand('curl x.example -H "Authorization: Bearer $TOKEN" -H "K: ${KEY}" -H \'L: $TOKEN\'', {
      TOKEN: 'abc',
    });
    expect(found.words).toEqual(['x.example', '-H', 'Authorization: Bearer abc', '-H', 'K: ', '-H', 'L: $TOKEN']);
    expect(found.notes).toEqual([{ kind: 'unset-variable', name: 'KEY' }]);
  });

  test('reads a default of a variable', () => {
    expect(words('curl x.example -H "K: ${KEY:-none}"')).toEqual(['x.example', '-H', 'K: none']);
    expect(notes('curl x.example -H "K: ${KEY:-none}"')).toEqual([]);
  });

  test('takes assignments and exports in front of it into account', () => {
    expect(words('export TOKEN="a b"\nHOST=x.example\ncurl "https://$HOST" -H "T: $TOKEN"')).toEqual([
      'https://x.example',
      '-H',
      'T: a b',
    ]);
  });

  test('ends at a pipe, a redirection is passed over', () => {
    expect(words('$ curl -s x.example 2>/dev/null -H "A: b" > out.json | jq .')).toEqual([
      '-s',
      'x.example',
      '-H',
      'A: b',
    ]);
  });

  test('notes that an unquoted & cuts the URL', () => {
    expect(words('curl https://a.example/?a=1&b=2')).toEqual(['https://a.example/?a=1']);
    expect(notes('curl https://a.example/?a=1&b=2')).toEqual([{ kind: 'cut-at-operator', operator: '&' }]);
  });

  test('reads typographic quotes as quotes and says so', () => {
    const found = pastedCommand('curl x.example -H “Authorization: Bearer abc”', {});
    expect(found.words).toEqual(['x.example', '-H', 'Authorization: Bearer abc']);
    expect(found.notes).toEqual([{ kind: 'smart-quotes' }]);
  });

  test('survives lost line ends', () => {
    const found = pastedCommand("curl x.example\n  -H 'A: b' \\ \n  -k\necho done", {});
    expect(found.words).toEqual(['x.example', '-H', 'A: b', '-k']);
    expect(found.notes).toEqual([{ kind: 'broken-continuation' }]);
  });

  test('passes comments and other commands by', () => {
    expect(words('# get it\necho hi; sudo curl x.example # here')).toEqual(['x.example']);
  });

  test.each([
    'curl -H "A: $(cat token)" x.example',
    'curl -H "A: `cat token`" x.example',
    'T=$(get)\ncurl -H "A: $T" x.example',
  ])('is refused when it would run another command: %s', (text) => {
    expect(() => pastedCommand(text, {})).toThrow('does not run');
  });

  test('is missed with a plain error when the text is something else', () => {
    expect(() => pastedCommand('wget x.example', {})).toThrow('There is no curl command in the text.');
    expect(() => pastedCommand('', {})).toThrow('There is no curl command in the text.');
    expect(() => pastedCommand('HTTP/1.1 401 Unauthorized', {})).toThrow('“Copy as cURL”');
    expect(() => pastedCommand('fetch("https://a.example/")', {})).toThrow('“Copy as cURL”');
    expect(() => pastedCommand('Invoke-WebRequest -Uri "https://a.example"', {})).toThrow('Invoke-WebRequest');
  });
});

describe('a command for cmd.exe', () => {
  const chrome = String.raw`curl ^"https://a.example/x?a=1^&b=2^" ^
  -X ^"POST^" ^
  -H ^"authorization: Bearer abc^" ^
  --data-raw ^"^{^\^"a^\^":^\^"1^%^2^\^"^}^"`;

  test('as Chrome copies it is read through carets and escaped quotes', () => {
    expect(dialectOf(chrome)).toBe('cmd');
    for (const text of [chrome, chrome.replaceAll('\n', '\r\n')]) {
      expect(words(text)).toEqual([
        'https://a.example/x?a=1&b=2',
        '-X',
        'POST',
        '-H',
        'authorization: Bearer abc',
        '--data-raw',
        '{"a":"1%2"}',
      ]);
    }
  });

  test('as Firefox copies it is read through plain quotes and line ends', () => {
    const firefox = 'curl "https://a.example/" ^\r\n  -H "accept: */*" ^\r\n  --data-raw "{\\"a\\":\\"x, y\\"}"';
    expect(words(firefox)).toEqual(['https://a.example/', '-H', 'accept: */*', '--data-raw', '{"a":"x, y"}']);
  });

  test('keeps a line end inside the data, which an empty line escapes', () => {
    expect(words('curl ^"https://a.example^" ^\n --data-raw ^"a^\n\nb^"')).toEqual([
      'https://a.example',
      '--data-raw',
      'a\nb',
    ]);
  });

  test('fills in %NAME%', () => {
    expect(words('curl ^"https://a.example^" -H ^"T: %token%^"', { TOKEN: 'abc' })).toEqual([
      'https://a.example',
      '-H',
      'T: abc',
    ]);
  });
});

describe('a command for PowerShell', () => {
  test('goes on after a backquote at the end of a line and fills in $env', () => {
    const found = pastedCommand(
      'curl.exe "https://a.example" `\r\n  -H "Authorization: Bearer $env:Api_Token" `\n  -H "B: `"c`""',
      {
        API_TOKEN: 'abc',
      },
    );
    expect(found.dialect).toBe('powershell');
    expect(found.words).toEqual(['https://a.example', '-H', 'Authorization: Bearer abc', '-H', 'B: "c"']);
  });

  test('reads doubled, backslashed and typographic quotes', () => {
    expect(words("curl.exe x.example `\n -d '{\\\"a\\\":''b''}' -H “C: d” -H ‘E: $f’")).toEqual([
      'x.example',
      '-d',
      '{"a":\'b\'}',
      '-H',
      'C: d',
      '-H',
      'E: $f',
    ]);
  });

  test('names a variable that is not set', () => {
    expect(notes('curl.exe x.example -H "T: $env:NOPE"')).toEqual([{ kind: 'unset-variable', name: 'NOPE' }]);
  });
});
