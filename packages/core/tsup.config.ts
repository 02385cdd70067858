import { library } from '../../scripts/build/tsup.ts';

export default library([
  'src/index.ts',
  'src/adapter.ts',
  'src/redirects.ts',
  'src/tabs.ts',
  'src/shared.ts',
  'src/pool.ts',
]);
