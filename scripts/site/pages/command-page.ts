import { helpText } from '../../../packages/why401/src/help.ts';
import { fenced, type Page } from './page.ts';

/** What `why401 --help` prints, mode by mode. */
export function commandPage(): Page {
  const modes = ['run', 'watch', 'har', 'env', 'token', 'scopes'] as const;
  return {
    slug: 'tools/command',
    title: 'The command why401',
    description: 'What `npx why401 --help` prints: every mode, option and exit code.'.replace(/`/g, ''),
    body: [fenced(helpText()), ...modes.map((mode) => `## ${mode}\n\n${fenced(helpText(mode))}`)].join('\n\n'),
    source: 'packages/why401/src/help.ts',
  };
}
