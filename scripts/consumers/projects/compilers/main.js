import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { row } from './shared/rows.js';
import { run } from './shared/run.js';

const settings = {
  bundler: { module: 'esnext', moduleResolution: 'bundler', type: 'module' },
  'nodenext, ES modules': { module: 'nodenext', moduleResolution: 'nodenext', type: 'module' },
  'nodenext, CommonJS': { module: 'nodenext', moduleResolution: 'nodenext', type: 'commonjs' },
};
/** ky, and with it our adapter, is ES modules only. */
const files = {
  module: ['application.ts', 'bindings.ts', 'modules-only.ts'],
  commonjs: ['application.ts', 'bindings.ts'],
};

async function compile(version, name, { type, ...resolution }, types) {
  const folder = `check-${version}-${name}-${types.length}`.replace(/[^a-z0-9.]+/gi, '-');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/package.json`, JSON.stringify({ type }));
  for (const file of files[type]) copyFileSync(file, `${folder}/${file}`);
  const compilerOptions = {
    target: 'es2022',
    ...resolution,
    lib: ['es2022', 'dom', 'dom.iterable'],
    types,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    jsx: 'react-jsx',
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await run(process.execPath, [`node_modules/typescript-${version}/bin/tsc`, '-p', folder]);
}

for (const version of ['5.4', '5.9', '6.0', '7']) {
  for (const [name, setting] of Object.entries(settings)) {
    await row(`TypeScript ${version}`, name, 'strict, every declaration checked', () =>
      compile(version, name, setting, []).then(() => ''),
    );
  }
  await row(`TypeScript ${version}`, 'bundler', 'the same beside @types/node', () =>
    compile(version, 'bundler', settings.bundler, ['node']).then(() => ''),
  );
}
