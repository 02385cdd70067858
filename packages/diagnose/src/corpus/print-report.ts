import { corpus } from './index.ts';
import { judge, reportText } from './report.ts';
import { threads } from './threads/index.ts';

const judged = judge(corpus);
process.stdout.write(`${reportText(judged)}\n\nOf public threads: ${reportText(judge(threads))}\n`);
process.exitCode = judged.every(({ right }) => right) ? 0 : 1;
