import { curlOptions } from '../curl/option-table.ts';
import type { OptionTable } from './tokens.ts';

const flag = (short?: string) => ({ value: false, ...(short !== undefined && { short }) });
const value = { value: true };

/** Options that every mode knows. */
const commonOptions: OptionTable = {
  help: flag('h'),
  version: flag('V'),
  json: flag(),
  'no-color': flag(),
};

/** Options of a request that are ours and not curl's. */
export const requestOptions: OptionTable = {
  ...commonOptions,
  probe: flag(),
  'token-env': value,
  'token-stdin': flag(),
  'token-header': value,
  dotenv: value,
  scope: value,
  issuer: value,
  audience: value,
  origin: value,
};

/** Options of `why401 <url>`: curl's are known, but `--json` is ours. */
export const urlOptions: OptionTable = { ...curlOptions, ...requestOptions };

/** Options of `why401 curl …`: `--json` is curl's. */
export const curlLineOptions: OptionTable = { ...requestOptions, ...curlOptions, help: flag('h'), version: flag('V') };

export const harOptions: OptionTable = { ...commonOptions, har: value };
export const envOptions: OptionTable = { ...commonOptions, env: flag(), live: flag() };
export const tokenOptions: OptionTable = {
  ...commonOptions,
  claims: flag(),
  'token-env': value,
  'token-stdin': flag(),
  issuer: value,
  audience: value,
};
export const scopesOptions: OptionTable = {
  ...commonOptions,
  openapi: value,
  operation: value,
  granted: value,
  required: value,
  'token-env': value,
  'token-stdin': flag(),
};

export const runOptions: OptionTable = {
  ...commonOptions,
  report: value,
  proxy: flag(),
  java: flag(),
  'exit-code': flag(),
};

export const watchOptions: OptionTable = {
  ...commonOptions,
  chrome: value,
  report: value,
  'exit-code': flag(),
};

/** What any mode might be called with: enough to find which mode it is. */
export const allOptions: OptionTable = {
  ...urlOptions,
  ...harOptions,
  ...envOptions,
  ...tokenOptions,
  ...scopesOptions,
  ...runOptions,
  ...watchOptions,
};
