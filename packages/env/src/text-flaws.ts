import type { Flaw } from './problem.ts';

const flaw = (id: string, row: string, says: string, fix: string): Flaw => ({ id, row, says, fix });

const copyAgain = 'Copy it again from the source.';

/** What can be wrong with a value as text, whatever it is for. */
export const textFlaws = {
  missing: flaw('missing', 'G01', 'is not set', 'Set it, or load the file that defines it before this runs.'),
  empty: flaw(
    'empty',
    'G01',
    'is empty',
    'Give it a value; in CI, check that the secret exists for this environment and branch.',
  ),
  blank: flaw('blank', 'G01', 'holds only white space', 'Give it a value.'),
  missingValue: flaw(
    'missing-value',
    'C01',
    'holds the word for a value that was missing when it was set',
    'Find what wrote it: a variable that was unset, or a promise that was not awaited.',
  ),
  pemFlattened: flaw(
    'pem-flattened',
    'G08',
    'is a PEM key with \\n written out instead of line ends',
    "Use value.replaceAll('\\\\n', '\\n') where it is read, double quotes in the .env file, or base64.",
  ),
  carriageReturn: flaw(
    'carriage-return',
    'G17',
    'ends with a carriage return',
    'Save the file with Unix line ends (LF), or trim the value.',
  ),
  newline: flaw(
    'newline',
    'C08',
    'ends with a line break',
    'Write the secret with printf instead of echo (kubectl: --from-literal), or trim the value.',
  ),
  newlineInside: flaw(
    'newline-inside',
    'C08',
    'holds a line break',
    'Put the value on one line; encode base64 without wrapping (base64 -w0).',
  ),
  whiteSpace: flaw(
    'white-space',
    'C08',
    'begins or ends with white space',
    'Take the white space off, or trim the value.',
  ),
  spaceInside: flaw(
    'space-inside',
    'C08',
    'holds a space in the middle',
    'A credential has no spaces: take out what does not belong to it.',
  ),
  controlCharacter: flaw('control-character', 'C08', 'holds a control character', copyAgain),
  quotesKept: flaw(
    'quotes-kept',
    'G07',
    'is wrapped in quotes that are part of the value',
    'Take the quotes off: docker --env-file, systemd, Kubernetes and CI keep them as they stand.',
  ),
  quoteAtEnd: flaw('quotes-kept', 'G07', 'has a quote at one end', 'Take the quote off, or close it.'),
  unexpanded: flaw(
    'unexpanded',
    'C10',
    'holds a reference to a variable that nothing has filled in',
    'Write the value itself, or use a loader that expands variables; Node and docker do not.',
  ),
  json: flaw(
    'json',
    'C21',
    'holds JSON instead of the credential',
    'Put in the one field that is the credential (access_token).',
  ),
  masked: flaw(
    'masked',
    'C11',
    'is a shortened or masked form of the credential',
    'Copy the whole credential, or create a new one: many are shown only once.',
  ),
  urlEncoded: flaw('url-encoded', 'C12', 'is percent-encoded', 'Decode it: the header wants the credential itself.'),
  invisible: flaw(
    'invisible',
    'C09',
    'holds an invisible character',
    `${copyAgain} Chats and documents put such characters in.`,
  ),
  nonAscii: flaw(
    'non-ascii',
    'C09',
    'holds a character that is not ASCII',
    `${copyAgain} Dashes, dots and letters may have been replaced.`,
  ),
} as const;

export function schemeInside(scheme: string): Flaw {
  return flaw(
    'scheme-inside',
    'C03',
    `holds the scheme “${scheme}” in front of the credential`,
    'Keep the credential alone in the variable: the client puts the scheme in front.',
  );
}

/** @param kind what kind of placeholder it is, in words. */
export function placeholder(kind: string): Flaw {
  return flaw('placeholder', 'C10', `is a placeholder: ${kind}`, 'Put the real credential in.');
}
