export interface CodeBlock {
  readonly code: string;
  readonly isTsx: boolean;
  /** The file that it is shown as: it may import the other files of its document. */
  readonly title?: string;
  /** The line of the document that each line of `code` stands in, counted from 1. */
  readonly lines: readonly number[];
}

const opening = /^(?<fence>```+|~~~+)(?<language>\w+)?(?<rest>.*)$/;

/**
 * The `ts` and `tsx` blocks of a Markdown document, as modules. Two marks, neither of which a reader sees: a block that
 * opens with "```ts continued" is one module with the block before it, and what stands in a comment
 * `<!-- given: declare const token: string; -->` before a block is prepended to it. A block with `title="session.ts"` is
 * that file, for the other blocks of its document.
 */
export function codeBlocksOf(markdown: string): CodeBlock[] {
  const blocks: { code: string[]; isTsx: boolean; lines: number[]; title?: string }[] = [];
  const lines = markdown.split('\n');
  let given: { line: number; text: string }[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.startsWith('<!-- given:')) {
      const from = index;
      while (!(lines[index] ?? '-->').includes('-->')) index++;
      const text = lines.slice(from, index + 1).join('\n');
      given = text
        .replace('<!-- given:', '')
        .replace('-->', '')
        .split('\n')
        .map((one, offset) => ({ line: from + offset + 1, text: one }));
      continue;
    }
    const { fence, language, rest } = opening.exec(line)?.groups ?? {};
    if (!fence) continue;
    const from = index + 1;
    do index++;
    while (index < lines.length && !lines[index]?.startsWith(fence));
    if (language !== 'ts' && language !== 'tsx') continue;
    const title = /title="([^"]+)"/.exec(rest ?? '')?.[1];
    const previous = rest?.trim() === 'continued' ? blocks.pop() : undefined;
    blocks.push({
      code: [...(previous?.code ?? []), ...given.map(({ text }) => text), ...lines.slice(from, index)],
      lines: [
        ...(previous?.lines ?? []),
        ...given.map((one) => one.line),
        ...Array.from({ length: index - from }, (_, offset) => from + offset + 1),
      ],
      isTsx: language === 'tsx' || (previous?.isTsx ?? false),
      ...(title !== undefined && { title }),
    });
    given = [];
  }
  return blocks.map(({ code, ...rest }) => ({ ...rest, code: code.join('\n') }));
}
