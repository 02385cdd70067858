import { library } from '../../scripts/build/tsup.ts';

export default library(['src/index.ts', 'src/bin.ts'], {
  platform: 'node',
  // Each mode is loaded when it is asked for.
  splitting: true,
  dts: { entry: ['src/index.ts'] },
});
