import ts from 'typescript';
import { root } from './report.ts';

/** The options that the whole repository is type-checked with. */
export function compilerOptions(): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}
