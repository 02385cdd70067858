import { library } from '../../scripts/build/tsup.ts';

export default library(['src/index.ts', 'src/causes.ts', 'src/products.ts', 'src/rules.ts']);
