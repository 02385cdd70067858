import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { explainExchange, explainRecording, loadEveryRule, readCommand, reportText, UsageError } from './paste.ts';
import { runCli } from './test-support/run-cli.ts';
import { answerWith, serve } from './test-support/serve.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const secret = 'sk-9fQ2xLw7Zr4TbVn8Km3P';

const bundled = (minify: boolean) =>
  build({
    entryPoints: [at('./paste.ts')],
    bundle: true,
    splitting: true,
    minify,
    platform: 'browser',
    format: 'esm',
    outdir: '/',
    write: false,
    metafile: true,
    logLevel: 'silent',
    alias: {
      '@freshkey/diagnose/products': at('../../diagnose/src/products.ts'),
      '@freshkey/diagnose/rules': at('../../diagnose/src/rules.ts'),
      '@freshkey/diagnose': at('../../diagnose/src/index.ts'),
      '@freshkey/challenge': at('../../challenge/src/index.ts'),
    },
  });

test('is made for a browser without a module or a global of Node', async () => {
  const { outputFiles, metafile } = await bundled(false);
  expect(Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external))).toEqual(
    [],
  );
  const text = outputFiles.map((file) => file.text).join('\n');
  const code = text.replace(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""');
  expect(code).toContain('readCommand');
  expect(code.match(/(?<![\w.])(?:Buffer|process|require|global|__dirname)\b[.(]/g)).toBeNull();
});

test('brings the products only when they are asked for, and the rest in 105 kB', async () => {
  const { metafile, outputFiles } = await bundled(true);
  const { outputs } = metafile;
  const parts = new Set(Object.keys(outputs).filter((name) => outputs[name]?.entryPoint?.endsWith('src/paste.ts')));
  for (const name of parts)
    for (const { kind, path } of outputs[name]?.imports ?? []) if (kind === 'import-statement') parts.add(path);
  const inputs = [...parts].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));
  expect(inputs.filter((path) => /diagnose\/src\/(?:products\/(?!reading)|signed\/index)/.test(path))).toEqual([]);
  const names = [...parts].map((path) => path.split('/').at(-1) ?? '');
  const first = outputFiles.filter(({ path }) => names.some((name) => path.endsWith(name)));
  expect(first.length).toBe(parts.size);
  const bytes = first.reduce((sum, { contents }) => sum + brotliCompressSync(contents).byteLength, 0);
  expect(bytes).toBeLessThan(105_000);
});

test('what is loaded later knows products and signed requests, and agrees where both know', async () => {
  const diagnose = await loadEveryRule();
  const idOf = (url: string, authorization: string, rules?: typeof diagnose) =>
    explainExchange(
      {
        request: { method: 'GET', url, headers: [['Authorization', authorization]] },
        response: { status: 401, headers: [], body: '{"message":"Unauthorized"}' },
      },
      {},
      [],
      rules,
    ).cause?.id;
  const ofProduct = ['https://api.datadoghq.com/api/v1/monitor', `Bearer ${secret.slice(3)}`] as const;
  expect(idOf(...ofProduct)).toBeUndefined();
  expect(idOf(...ofProduct, diagnose)).toBe('datadog-wrong-header');
  const general = ['https://api.example.com/me', 'Bearer undefined'] as const;
  expect(idOf(...general)).toBe('credential-is-missing-value');
  expect(idOf(...general, diagnose)).toBe('credential-is-missing-value');
});

describe('readCommand', () => {
  test('gives the request of a pasted command, its notes and where the credential came from', async () => {
    const { request, sources, notes } = await readCommand(
      `$ curl -u "me:${secret}" "https://api.example.com/v1?x=1" --json '{"a":"é"}' -b cookies.txt -n\n`,
    );
    expect(request).toMatchObject({ method: 'POST', url: 'https://api.example.com/v1?x=1', body: '{"a":"é"}' });
    expect(request.headers).toContainEqual(['Authorization', `Basic ${btoa(`me:${secret}`)}`]);
    expect(sources).toEqual({ authorization: { from: 'argument' } });
    expect(notes).toEqual([
      'The cookie file after -b, cookies.txt, is not read here: it counts as empty.',
      'The .netrc file is not read here: what it holds is missing from the request.',
    ]);
  });

  test('fills in variables, and says which has no value', async () => {
    const text = 'curl -H "Authorization: Bearer $TOKEN" https://api.example.com/$WHERE';
    const { request, notes } = await readCommand(text, { TOKEN: secret });
    expect(request.headers).toContainEqual(['Authorization', `Bearer ${secret}`]);
    expect(notes.join(' ')).toContain('WHERE');
  });

  test.each(['', 'fetch("https://a.example")', "curl 'https://a.example", 'curl --hedaer x https://a.example'])(
    'refuses %j with a sentence for the reader',
    async (text) => {
      await expect(readCommand(text)).rejects.toBeInstanceOf(UsageError);
    },
  );
});

test('a pasted exchange gets the report that the command prints for it', async () => {
  const { url } = await serve(
    answerWith(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, `{"error":"no such token ${secret}"}`),
  );
  const line = `curl -H 'Authorization: Bearer "${secret}"' ${url}`;
  const printed = await runCli(['--json', 'curl'], { stdin: line });
  expect(printed.stderr).toBe('');
  const report = printed.json();
  const { request, sources } = await readCommand(line);
  const own = explainExchange({
    request,
    sources,
    client: 'curl',
    runtime: 'command-line',
    response: {
      status: 401,
      headers: [['WWW-Authenticate', 'Bearer error="invalid_token"']],
      body: `{"error":"no such token ${secret}"}`,
    },
  });
  expect(own.cause).toEqual(report.cause);
  expect(own.status).toBe('explained');
  expect(JSON.stringify(own)).not.toContain(secret);
  const text = reportText(own);
  expect(text).toContain(own.cause?.title);
  expect(text).not.toContain(secret);
});

describe('explainRecording', () => {
  const entry = {
    startedDateTime: '2026-11-28T10:00:00.000Z',
    time: 5,
    request: {
      method: 'GET',
      url: 'https://api.example.com/me',
      headers: [{ name: 'Authorization', value: 'Bearer undefined' }],
    },
    response: {
      status: 401,
      headers: [],
      content: { text: btoa('{"error":"invalid_token"}'), encoding: 'base64' },
    },
  };

  test('groups the refusals of a parsed recording', () => {
    const report = explainRecording({ log: { creator: { name: 'x' }, entries: [entry, {}, entry] } });
    expect(report).toMatchObject({ schema: 1, entries: 3, refused: 2, sanitized: false });
    expect(report.groups).toMatchObject([{ count: 2, diagnosis: { cause: { id: 'credential-is-missing-value' } } }]);
    expect(report.notes).toEqual(['1 of the entries could not be read and were passed over.']);
    expect(reportText(report)).toContain('2 of 3 entries were refused');
  });

  test.each([null, [], { log: {} }, { log: { entries: {} } }])('refuses %j', (value) => {
    expect(() => explainRecording(value)).toThrow(UsageError);
  });
});
