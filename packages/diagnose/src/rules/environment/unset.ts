import {
  definitionsOf,
  definitionsUsed,
  hollowCredential,
  hollowText,
  isPublicName,
  prefixesOf,
  variablesUsed,
} from '../../facts-variables.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';

export const variableUnset: Rule = {
  id: 'variable-not-set',
  row: 'G01',
  title: 'The variable that holds the credential is not set in this process',
  confidence: 'proof',
  reference: 'Node.js: process.env; RFC 6750 §2.1',
  covers: ['A01', 'C01', 'C02', 'C15'],
  find(facts) {
    if (!facts.exchange.environment && !facts.exchange.sources) return undefined;
    const names = variablesUsed(facts);
    if (names.length === 0) return undefined;
    const hollow = hollowCredential(facts);
    if (!hollow && facts.credentials.length > 0) return undefined;
    const known = facts.environment.variables;
    const unset = names.filter(
      (name) => !definitionsOf(facts, name).some(({ value }) => value !== undefined && value.trim() !== ''),
    );
    if (unset.length === 0) return undefined;
    const evidence = [
      hollow ? hollowText(hollow) : 'The request carries no credential.',
      `It is made from ${listText(unset.slice(0, 5))}.`,
    ];
    if (known) evidence.push(`${listText(unset.slice(0, 5))} ${unset.length === 1 ? 'is' : 'are'} not set, or empty.`);
    return {
      title: `${listText(unset.slice(0, 5))} ${unset.length === 1 ? 'is' : 'are'} not set in this process`,
      evidence,
      fix: `Set ${listText(unset.slice(0, 5))} where this process starts (shell, .env file that is really loaded, container, CI), and check it at start-up instead of at the first request.`,
      confidence: known ? 'proof' : 'likely',
    };
  },
};

export const variableNotInBundle: Rule = {
  id: 'variable-not-in-bundle',
  row: 'G02',
  title: 'The variable does not reach the browser: its name lacks the public prefix',
  confidence: 'proof',
  reference: 'Vite: Env Variables and Modes; Next.js: Environment Variables',
  covers: ['A01', 'C01', 'C02', 'G01'],
  find(facts) {
    const { bundler } = facts.environment;
    const prefixes = bundler === undefined ? undefined : prefixesOf(bundler);
    if (!prefixes || !facts.inBrowser) return undefined;
    const kept = variablesUsed(facts).filter((name) => !prefixes.some((prefix) => name.startsWith(prefix)));
    const hollow = hollowCredential(facts);
    if (kept.length === 0 || (!hollow && facts.credentials.length > 0)) return undefined;
    return {
      evidence: [
        hollow ? hollowText(hollow) : 'The request carries no credential.',
        `In the browser’s bundle are only variables that begin with ${listText(prefixes, 'or')}; ${listText(kept.slice(0, 5))} ${kept.length === 1 ? 'does' : 'do'} not.`,
      ],
      fix: 'A secret has no place in the browser: call a route of your own server, which adds it. Only what everybody may read gets the prefix.',
    };
  },
};

const secretName = /SECRET|PRIVATE|PASSWORD|PASSWD|SERVICE_ROLE|ACCESS_KEY|ADMIN/;

export const secretIsPublic: Rule = {
  id: 'secret-in-public-variable',
  row: 'G03',
  title: 'A secret stands in a variable that every visitor gets',
  confidence: 'hint',
  reference: 'Vite: Env Variables and Modes; Next.js: bundling environment variables for the browser',
  find(facts) {
    if (!facts.exchange.environment && !facts.exchange.sources) return undefined;
    const shape = facts.token?.shape;
    const names = [...new Set([...variablesUsed(facts), ...definitionsUsed(facts).map(({ name }) => name)])].filter(
      isPublicName,
    );
    const name =
      names.find((each) => secretName.test(each)) ??
      (shape?.use === 'secret' || shape?.use === 'client-secret' ? names[0] : undefined);
    if (name === undefined) return undefined;
    return {
      title: `${name} is in the bundle that every visitor gets`,
      evidence: [
        shape?.use === 'secret'
          ? `Its value is ${shape.label}.`
          : 'Its name says that it is secret, and its prefix that it is public.',
      ],
      fix: 'Treat it as leaked: make a new one, keep it on the server under a name without the prefix, and call the API from there.',
    };
  },
};

export const notRestarted: Rule = {
  id: 'environment-newer-than-process',
  row: 'G04',
  title: 'The .env file is newer than the process, or the bundle, that uses it',
  confidence: 'likely',
  reference: 'Vite: Env Variables and Modes (restart after a change)',
  find(facts) {
    const { envFileModifiedAtMs: changed, processStartedAtMs: started, bundleBuiltAtMs: built } = facts.environment;
    const since = started ?? built;
    if (changed === undefined || since === undefined) return undefined;
    const isStale = (started !== undefined && changed > started) || (built !== undefined && changed > built);
    if (!isStale) return undefined;
    const fromFile = Object.values(facts.exchange.sources ?? {}).some(
      ({ variable, file }) => variable !== undefined || file?.includes('.env') === true,
    );
    return {
      evidence: [
        started !== undefined && changed > started
          ? 'The file was changed after the process had started.'
          : 'The file was changed after the bundle had been built.',
        ...(fromFile ? ['The credential of this request comes from there.'] : []),
      ],
      fix: 'Restart the process; rebuild where values are inlined at build time (Vite, Next.js with a public prefix).',
    };
  },
};

export const forkWithoutSecrets: Rule = {
  id: 'fork-gets-no-secrets',
  row: 'G13',
  title: 'The run was started by a fork, and forks get no secrets',
  confidence: 'proof',
  reference: 'GitHub Actions: using secrets in workflows (forks)',
  covers: ['A01', 'C01', 'C02', 'C15', 'G01'],
  find(facts) {
    const { ci } = facts.environment;
    if (!ci || !(ci.fromFork || /^(?:pull_request|merge_request)/.test(ci.event ?? ''))) return undefined;
    const hollow = hollowCredential(facts);
    if (!hollow && facts.credentials.length > 0) return undefined;
    const evidence = [hollow ? hollowText(hollow) : 'The request carries no credential.'];
    if (ci.event)
      evidence.push(
        `The run was started by ${facts.quote(ci.event)}${ci.provider ? ` on ${facts.quote(ci.provider)}` : ''}.`,
      );
    if (ci.fromFork) evidence.push('The change comes from a fork.');
    return {
      evidence,
      fix: 'Skip this step for forks, or run it where secrets exist: after the merge, or in a workflow that a maintainer starts. Never check out a fork’s code where secrets are present.',
      confidence: ci.fromFork ? 'proof' : 'hint',
    };
  },
};
