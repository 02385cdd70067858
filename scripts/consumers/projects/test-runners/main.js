import { row } from './shared/rows.js';
import { run } from './shared/run.js';

const node = process.execPath;
const what = 'a storm and a failing refresh';

for (const version of ['29', '30']) {
  await row(`Jest ${version}, default set-up`, 'axios over axios-mock-adapter, fake timers', what, () =>
    run(node, [`../node_modules/jest-${version}/bin/jest.js`, '--testTimeout=60000', 'mocked.test.js'], {
      cwd: 'commonjs',
    }).then((output) => /Tests: .*$/m.exec(output)[0]),
  );
}
await row('node --test', 'axios over axios-mock-adapter', what, () =>
  run(node, ['--test', 'node.test.js'], { cwd: 'commonjs' }).then((output) => /pass \d+/.exec(output)[0]),
);
await row('vitest 5', 'axios over axios-mock-adapter, fake timers', what, () =>
  run(node, ['../node_modules/vitest/vitest.mjs', 'run', 'mocked.spec.js'], { cwd: 'modules' }).then(
    (output) => /Tests .*$/m.exec(output)[0],
  ),
);
for (const [name, platform, clients] of [
  ['msw', 'MSW 2', 'fetch · axios, http · axios, fetch'],
  ['nock', 'nock 14', 'fetch · axios, http · axios, fetch'],
  ['fetch-mock', 'fetch-mock 12', 'fetch · axios, fetch'],
  ['undici', "undici's MockAgent", 'fetch'],
]) {
  await row(platform, clients, what, async () => {
    const ran = await run(node, ['mocks.js', name], { cwd: 'modules' });
    if (ran.trim().split('\n').at(-1) !== clients) throw new Error(`It ran ${ran}`);
  });
}
