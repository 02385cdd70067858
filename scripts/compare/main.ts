/**
 * `npm run compare`: twenty requests at once on an expired token, against a server on loopback that rotates its refresh
 * tokens and revokes the family of one that is used twice; then twenty more. From the real packages, as installed here.
 */
import { createRequire } from 'node:module';
import { createTestServer } from '@freshkey/testing/server';
import { type Contender, contenders } from './contenders.ts';

const requests = 20;
const mostMs = 15_000;

interface Result {
  readonly contender: Contender;
  readonly answered: number;
  readonly after: number;
  readonly refreshes: number;
  readonly reuses: number;
}

async function run(contender: Contender): Promise<Result> {
  const server = await createTestServer({ latencyMs: { api: 20, token: 60 } });
  try {
    const request = contender.connect(server);
    const storm = async () => {
      const bound = new Promise<number>((resolve) => setTimeout(resolve, mostMs, 0).unref());
      const all = Array.from({ length: requests }, (_, id) =>
        Promise.race([request(`/api/orders?id=${id}`).catch(() => 0), bound]),
      );
      return (await Promise.all(all)).filter((status) => status === 200).length;
    };
    const answered = await storm();
    const entries = server.journal.entries.filter(({ kind }) => kind === 'token');
    const reuses = entries.filter(({ reuse }) => reuse).length;
    return { contender, answered, after: await storm(), refreshes: entries.length, reuses };
  } finally {
    await server.close();
  }
}

function versionOf({ packageName }: Contender): string {
  if (!packageName) return '';
  const paths = createRequire(import.meta.url).resolve.paths(packageName) ?? [];
  for (const path of paths) {
    try {
      return createRequire(import.meta.url)(`${path}/${packageName}/package.json`).version;
    } catch {}
  }
  return '';
}

console.log(
  `${requests} requests at once on an expired token; ${new Date().toISOString().slice(0, 10)}, Node ${process.version}.\n`,
);
console.log('| client | version | answered | refreshes | refresh tokens used twice | answered afterwards |');
console.log('| --- | --- | ---: | ---: | ---: | ---: |');
const results: Result[] = [];
for (const contender of contenders) {
  const result = await run(contender);
  results.push(result);
  const { answered, refreshes, reuses, after } = result;
  console.log(`| ${contender.name} | ${versionOf(contender)} | ${answered} | ${refreshes} | ${reuses} | ${after} |`);
}
const isOurs = ({ contender }: Result) => contender.name.startsWith('@freshkey/');
const isKept = ({ answered, after, refreshes, reuses }: Result) =>
  answered === requests && after === requests && refreshes === 1 && reuses === 0;
if (!results.filter(isOurs).every(isKept)) process.exitCode = 1;
process.exit();
