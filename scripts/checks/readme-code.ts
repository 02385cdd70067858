/** Type-checks, in strict mode and against the sources, every `ts` and `tsx` block that the documentation shows. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { compilerOptions } from './compiler-options.ts';
import { type CodeBlock, codeBlocksOf } from './markdown-code.ts';
import { fail, root } from './report.ts';
import { run } from './run.ts';

const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md']);
const documents = stdout
  .split('\n')
  .filter((path) => path !== '' && !path.endsWith('CHANGELOG.md') && !path.startsWith('.changeset/'));

const blocks = new Map<string, { document: string; block: CodeBlock }>();
for (const document of documents) {
  for (const [index, block] of codeBlocksOf(readFileSync(`${root}/${document}`, 'utf8')).entries()) {
    const name = block.title
      ? `${document}.files/${block.title}`
      : `${document}.${index}.${block.isTsx ? 'tsx' : 'ts'}`;
    blocks.set(`${root}/${name}`, { document, block });
  }
}

const isInBlocks = (folder: string) => [...blocks.keys()].some((path) => path.startsWith(`${folder}/`));
// What a Vue component is, its own tools check: here it is only known that it is one.
const component = "declare const component: import('vue').Component;\nexport default component;\n";
const isComponent = (path: string) => path.includes('.md.files/') && path.endsWith('.vue.d.ts');

const options: ts.CompilerOptions = { ...compilerOptions(), moduleDetection: ts.ModuleDetectionKind.Force };
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile, directoryExists } = host;
host.directoryExists = (path) => isInBlocks(path) || (directoryExists?.(path) ?? true);
host.fileExists = (path) => blocks.has(path) || isComponent(path) || fileExists(path);
host.readFile = (path) => blocks.get(path)?.block.code ?? (isComponent(path) ? component : readFile(path));
host.getSourceFile = (path, languageVersion, ...rest) => {
  const code = blocks.get(path)?.block.code ?? (isComponent(path) ? component : undefined);
  return code === undefined
    ? getSourceFile(path, languageVersion, ...rest)
    : ts.createSourceFile(path, code, languageVersion, true);
};
const program = ts.createProgram([...blocks.keys()], options, host);

const complaints = [...blocks].flatMap(([path, { document, block }]) => {
  const source = program.getSourceFile(path);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ start = 0, messageText }) => {
      const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
      return `${document}:${block.lines[line]}: ${ts.flattenDiagnosticMessageText(messageText, '\n      ')}`;
    },
  );
});
if (complaints.length > 0) fail('Code in the documentation', complaints);
console.log(`Code in the documentation: ${blocks.size} blocks of ${documents.length} documents compile.`);
