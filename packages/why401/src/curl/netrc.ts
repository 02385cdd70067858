/** One login of a `.netrc` file. */
interface NetrcEntry {
  login: string;
  password: string;
}

/** The entry for a host, else the default entry. Words may be quoted; `macdef` bodies are passed over. */
export function netrcEntry(text: string, host: string): NetrcEntry | undefined {
  const words =
    text.replace(/(^|\n)[ \t]*macdef[^\n]*\n(?:[^\n]+\n)*/g, '$1').match(/"(?:[^"\\]|\\.)*"|#[^\n]*|\S+/g) ?? [];
  let current: (NetrcEntry & { machine: string | undefined }) | undefined;
  let fallback: NetrcEntry | undefined;
  const entries: (NetrcEntry & { machine: string | undefined })[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word.startsWith('#')) continue;
    if (word === 'machine' || word === 'default') {
      current = { machine: word === 'machine' ? unquoted(words[at + 1]) : undefined, login: '', password: '' };
      entries.push(current);
      if (word === 'machine') at += 1;
    } else if (word === 'login' || word === 'password') {
      if (current) current[word] = unquoted(words[at + 1]);
      at += 1;
    } else if (word === 'account') at += 1;
  }
  for (const { machine, login, password } of entries) {
    if (machine?.toLowerCase() === host.toLowerCase()) return { login, password };
    if (machine === undefined) fallback ??= { login, password };
  }
  return fallback;
}

const unquoted = (word = ''): string =>
  word.startsWith('"') && word.endsWith('"') && word.length > 1 ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word;
