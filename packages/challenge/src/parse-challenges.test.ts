import { describe, expect, it } from 'vitest';
import { allowedChallenges } from './fixtures/allowed-challenges.ts';
import { brokenChallenges } from './fixtures/broken-challenges.ts';
import { malformedChallenges } from './fixtures/malformed-challenges.ts';
import { plain, plainIssue } from './fixtures/plain.ts';
import { realChallenges } from './fixtures/real-challenges.ts';
import { standardChallenges } from './fixtures/standard-challenges.ts';
import { type HeaderInput, maxHeaderLength, parseChallenges } from './index.ts';

const joined = (header: string | readonly unknown[]) => (typeof header === 'string' ? header : header.join(', '));

const read = (header: string | readonly unknown[]) => {
  const { challenges, issues } = parseChallenges(header as HeaderInput);
  return { challenges: challenges.map(plain), issues: issues.map(plainIssue) };
};

describe('challenges that servers send', () => {
  const sent = [...standardChallenges, ...realChallenges];

  it.each(sent)('reads $from', ({ header, challenges, issues = [] }) => {
    expect(read(header)).toEqual({ challenges, issues });
  });

  it.each(sent)('reads the joined lines of $from alike', ({ header }) => {
    expect(parseChallenges(joined(header))).toEqual(parseChallenges(header));
  });
});

describe('challenges at the edge of the grammar and beyond', () => {
  it.each(allowedChallenges)('reads $what without an issue', ({ header, challenges }) => {
    expect(read(header)).toEqual({ challenges, issues: [] });
  });

  it.each([...malformedChallenges, ...brokenChallenges])('reads $what', ({ header, challenges, issues }) => {
    expect(read(header)).toEqual({ challenges, issues });
  });
});

describe('what is told of a challenge', () => {
  const tables = [standardChallenges, realChallenges, allowedChallenges, malformedChallenges, brokenChallenges];
  const rows = tables.flatMap((table) => table.map(({ header }) => header));

  it.each(rows)('points at scheme and names of %j', (header) => {
    const text = joined(typeof header === 'string' ? header : header.filter((line) => typeof line === 'string'));
    for (const challenge of parseChallenges(header as HeaderInput).challenges) {
      if (text.includes('\0')) continue;
      expect(text.startsWith(challenge.schemeAsSent, challenge.offset)).toBe(true);
      for (const param of challenge.params) expect(text.startsWith(param.nameAsSent, param.offset)).toBe(true);
    }
  });

  it('keeps schemes and names as sent beside their lower case', () => {
    expect(parseChallenges('BeArEr ReAlM="X"')).toEqual({
      challenges: [
        {
          scheme: 'bearer',
          schemeAsSent: 'BeArEr',
          params: [{ name: 'realm', nameAsSent: 'ReAlM', value: 'X', offset: 7, quoted: true }],
          offset: 0,
        },
      ],
      issues: [],
    });
  });

  it('has a token68 only where one was sent', () => {
    const [negotiate, bearer] = parseChallenges('Negotiate YII=, Bearer').challenges;
    expect(negotiate).toEqual({
      scheme: 'negotiate',
      schemeAsSent: 'Negotiate',
      token68: 'YII=',
      params: [],
      offset: 0,
    });
    expect(bearer).toEqual({ scheme: 'bearer', schemeAsSent: 'Bearer', params: [], offset: 16 });
    expect(bearer).not.toHaveProperty('token68');
  });
});

describe('headers as one has them', () => {
  it.each([undefined, null, []])('reads %s as no challenges and no issues', (header) => {
    expect(parseChallenges(header)).toEqual({ challenges: [], issues: [] });
  });

  it('asks a Headers object for its own header by name', () => {
    const headers = new Headers([
      ['WWW-Authenticate', 'Negotiate'],
      ['WWW-Authenticate', 'Basic realm="a"'],
      ['Proxy-Authenticate', 'NTLM'],
    ]);
    expect(parseChallenges(headers).challenges.map(plain)).toEqual(['Negotiate', 'Basic | realm="a"']);
    expect(parseChallenges(headers, 'proxy-authenticate').challenges.map(plain)).toEqual(['NTLM']);
  });

  it('keeps the receiver of get, and takes several lines from it', () => {
    const headers = {
      lines: ['Negotiate', 'NTLM'],
      get(name: string) {
        return name === 'www-authenticate' ? this.lines : null;
      },
    };
    expect(parseChallenges(headers).challenges.map(plain)).toEqual(['Negotiate', 'NTLM']);
    expect(parseChallenges(headers, 'proxy-authenticate')).toEqual({ challenges: [], issues: [] });
  });

  it.each([5, true, {}, Symbol('x'), () => 'Bearer', { get: 'Bearer' }])('reports %o, which is no header', (header) => {
    expect(parseChallenges(header as unknown as HeaderInput)).toEqual({
      challenges: [],
      issues: [{ code: 'not-a-string', offset: 0, excerpt: '' }],
    });
  });
});

describe('long headers', () => {
  it('reads as much as it says and not a character more', () => {
    const header = `Basic, ${'x'.repeat(maxHeaderLength)}`;
    const exact = header.slice(0, maxHeaderLength);
    expect(maxHeaderLength).toBe(16 * 1024);
    expect(parseChallenges(exact).issues).toEqual([]);
    const cut = parseChallenges(header);
    expect(cut.issues.map(plainIssue)).toEqual([`too-long@${maxHeaderLength}`]);
    expect(cut.challenges).toEqual(parseChallenges(exact).challenges);
  });

  it('counts all lines together and stops at the limit', () => {
    const line = `X a="${'b'.repeat(5000)}"`;
    const { challenges, issues } = parseChallenges([line, line, line, line, 'Bearer']);
    expect(challenges).toHaveLength(4);
    expect(issues.map(({ code }) => code)).toEqual(['too-long', 'unterminated-quote']);
    expect(issues[0]?.offset).toBe(maxHeaderLength);
  });
});
