import { corpus } from './index.ts';
import { judge, reportText } from './report.ts';

const judged = judge(corpus);
process.stdout.write(`${reportText(judged)}\n`);
process.exitCode = judged.every(({ right }) => right) ? 0 : 1;
