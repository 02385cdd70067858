import { setUrl } from '../recipes/settings.ts';

/** The recipe's command, as a process of its own. */
setUrl(process.env.API_URL ?? '');
const { myCli } = await import('../recipes/command-line.ts');
await myCli(process.argv.slice(2));
