import { readdirSync, readFileSync } from 'node:fs';
import { root } from '../checks/report.ts';

/** A question as it is asked, in another wording, and the page that answers it. */
export interface Question {
  readonly slug: string;
  readonly wordings: readonly string[];
}

/** The questions of docs/questions: the title, and what stands behind "Also asked as". */
export function questions(): Question[] {
  return readdirSync(`${root}/docs/questions`)
    .sort()
    .map((name) => {
      const text = readFileSync(`${root}/docs/questions/${name}`, 'utf8');
      const { title, other } = /^# (?<title>.+)\n\n_Also asked as: (?<other>.+)\._$/m.exec(text)?.groups ?? {};
      if (!title || !other) throw new Error(`docs/questions/${name} is to begin with "# …" and "_Also asked as: …._".`);
      return { slug: `questions/${name.replace(/\.md$/, '')}`, wordings: [title, other] };
    });
}
