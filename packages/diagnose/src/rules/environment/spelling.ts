import { definitionsUsed, rawValueOf } from '../../facts-variables.ts';
import type { Rule } from '../../rule.ts';

export const cutAtHash: Rule = {
  id: 'value-cut-at-hash',
  row: 'G05',
  title: 'The value ends at a #, which begins a comment in a .env file',
  confidence: 'proof',
  reference: 'Node.js: util.parseEnv, --env-file',
  covers: ['C11', 'D14', 'D17'],
  find(facts) {
    const cut = definitionsUsed(facts).find((variable) => {
      const raw = rawValueOf(variable);
      const { value } = variable;
      if (raw === undefined || !value || /^["'`]/.test(raw)) return false;
      return raw.startsWith(`${value}#`);
    });
    if (!cut) return undefined;
    return {
      title: `${cut.name} ends at a #, which begins a comment in a .env file`,
      evidence: [
        `The line of ${cut.name} goes on behind the # at which its value ends: ${cut.value?.length} of ${rawValueOf(cut)?.length} characters were kept.`,
      ],
      fix: `Put the value of ${cut.name} in quotes.`,
    };
  },
};

export const dollarExpanded: Rule = {
  id: 'dollar-was-expanded',
  row: 'G06',
  title: 'A $ in the value was taken for a variable',
  confidence: 'proof',
  reference: 'dotenv-expand; Docker Compose: interpolation ($$)',
  covers: ['C11', 'D14'],
  find(facts) {
    const changed = definitionsUsed(facts).find((variable) => {
      const raw = rawValueOf(variable)?.replace(/^(["'])(.*)\1$/s, '$2');
      const { value } = variable;
      if (raw === undefined || value === undefined || raw === value) return false;
      const at = raw.search(/\$[\w{]/);
      return (
        at >= 0 && raw[at - 1] !== '\\' && value.startsWith(raw.slice(0, at)) && !value.startsWith(raw.slice(0, at + 2))
      );
    });
    if (!changed) return undefined;
    return {
      title: `A $ in ${changed.name} was taken for a variable`,
      evidence: [
        `The line of ${changed.name} holds a $ followed by a name, and the value that the program got is another one from there on.`,
      ],
      fix: `Escape it: \`\\$\` for dotenv-expand, \`$$\` for Docker Compose, single quotes in a shell.`,
    };
  },
};

const inQuotes = /^(["'`]).*\1$/s;

export const quotesKept: Rule = {
  id: 'quotes-kept-in-variable',
  row: 'G07',
  title: 'The quotes around the value are part of it',
  confidence: 'proof',
  reference: 'Docker: --env-file; systemd: EnvironmentFile',
  covers: ['C07'],
  find(facts) {
    const quoted = definitionsUsed(facts).find(
      ({ value }) => value !== undefined && value.length > 1 && inQuotes.test(value),
    );
    if (!quoted) return undefined;
    return {
      title: `The quotes around the value of ${quoted.name} are part of it`,
      evidence: [
        `The value that the program got for ${quoted.name} begins and ends with a quote${quoted.source ? ` (from ${facts.quote(quoted.source)})` : ''}.`,
      ],
      fix: `Take the quotes off where ${quoted.name} is set: \`docker --env-file\`, systemd, GitHub Actions and Kubernetes keep them.`,
    };
  },
};

const flatPem = /-----BEGIN [A-Z ]{1,40}-----\\n/;

export const flattenedPem: Rule = {
  id: 'pem-with-literal-newlines',
  row: 'G08',
  title: 'The private key holds the two characters \\n in place of line breaks',
  confidence: 'proof',
  reference: 'RFC 7468 §2; Firebase Admin SDK: private_key',
  covers: ['D17', 'E13', 'E14'],
  find(facts) {
    const flat = definitionsUsed(facts).find(
      ({ value }) => value !== undefined && flatPem.test(value) && !/-----BEGIN [A-Z ]{1,40}-----\n/.test(value),
    );
    if (!flat) return undefined;
    return {
      title: `${flat.name} holds the two characters \\n in place of line breaks`,
      evidence: [`The value of ${flat.name} is a PEM block in one line, with \\n written out.`],
      fix: `Restore the line breaks before use, \`${flat.name}.replace(/\\\\n/g, '\\n')\`, or keep the key in base64.`,
    };
  },
};

export const windowsFile: Rule = {
  id: 'file-saved-on-windows',
  row: 'G17',
  title: 'The file that holds the credential has Windows line ends, a byte order mark, or UTF-16',
  confidence: 'proof',
  reference: 'RFC 9110 §5.5 (no control characters in field values)',
  outcomes: ['refused', 'other', 'no-answer'],
  covers: ['C08', 'C09'],
  find(facts) {
    if (!facts.exchange.environment && !facts.exchange.sources) return undefined;
    if (facts.outcome === 'other' && facts.status !== 400) return undefined;
    const { fileEncoding } = facts.environment;
    const fromFile =
      fileEncoding !== undefined || Object.values(facts.exchange.sources ?? {}).some(({ file }) => file !== undefined);
    const sent = fromFile ? facts.request.headers.list.find(([, value]) => value.endsWith('\r'))?.[0] : undefined;
    const withReturn = sent ?? definitionsUsed(facts).find(({ value }) => value?.endsWith('\r'))?.name;
    const evidence: string[] = [];
    if (withReturn !== undefined)
      evidence.push(
        `The value of ${withReturn.slice(0, 60)} ends with a carriage return, as lines do in Windows files.`,
      );
    const hasMark = facts.credentials.some(({ secret }) => /^\ufeff|\ufeff$|\0/.test(secret));
    if (fileEncoding === 'utf-8-bom' || fileEncoding === 'utf-16')
      evidence.push(`The file is ${fileEncoding === 'utf-16' ? 'UTF-16' : 'UTF-8 with a byte order mark'}.`);
    if (hasMark) evidence.push('The credential begins or ends with a byte order mark, or holds NUL bytes.');
    if (evidence.length === 0) return undefined;
    const isSure = withReturn !== undefined || hasMark;
    return {
      evidence,
      fix: 'Save the file as UTF-8 without a byte order mark and with LF line ends, or trim the value when it is read.',
      confidence: isSure ? 'proof' : 'hint',
    };
  },
};
