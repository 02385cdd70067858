import type { ResponseFacts } from './response-facts.ts';
import type { Topic } from './topics.ts';

/** What a server says it has read of the request: nothing that authenticates, a token or key, a password, or a signature. */
export type Read = 'nothing' | 'token' | 'password' | 'signature';

/** Sentences that can only be said of a token or key that was taken apart, or looked up. */
const tokenWasRead = [
  /\b(?:token|jwt|key|credentials?|assertion|certificate|secret|pat)\b.{0,60}\b(?:expired?|revoked|inactive|disabled|deactivated|deleted|too (?:early|old)|not yet valid|used before|invalidated|blacklisted|blocklisted)\b/,
  /\b(?:expired|revoked|inactive|disabled|deactivated|invalidated) (?:\w+ ){0,3}(?:token|jwt|key|secret|credential)s?\b/,
  /\b(?:token|jwt)\b.{0,60}\b(?:audience|issuer|signature|algorithm|scopes?|subject|claims?|kid)\b|\b(?:audience|issuer|subject|scopes?|claims?|signature)\b.{0,60}\b(?:token|jwt)\b/,
  /\b(?:aud|iss|exp|nbf|iat|sub|azp|audience|issuer)\b.{0,40}\b(?:invalid|wrong|mismatch|not valid|not (?:allowed|accepted|match)|unexpected|does ?n[o’']t match|claim)/,
  /lifetime validation failed|signature verification failed|jwt verification fail|idx10\d{3}|jwtexpired|token_expired|tokenexpired|invalid signature|no matching key|unable to (?:verify|decode) .{0,20}(?:token|jwt)/,
];
const passwordWasRead =
  /\b(?:invalid|incorrect|wrong|bad|unknown) (?:[\w-]+[ ,/]{1,2}){0,4}(?:password|passwd|passphrase|username|user ?name|login)\b|\b(?:password|username|user ?name)\b.{0,30}\b(?:incorrect|wrong|invalid|mismatch|does ?n[o’']t match|expired)\b|username\/password|user not found|(?:authentication|login|logon) failed (?:for|because)|password authentication failed/;
const signatureWasRead =
  /signature we calculated|signaturedoesnotmatch|invalidsignature|signature (?:does|did|do) ?n(?:o|’|')?t? ?match|signature mismatch|(?:hmac|webhook|request|message) signature.{0,40}(?:invalid|fail|mismatch|not)|invalid (?:hmac|webhook|request|message) signature|\bhmac\b.{0,40}(?:invalid|mismatch|fail)/;
/** Words that leave it open whether anything came: “missing, invalid or expired”. */
const undecided =
  /\b(?:missing|absent|no|not provided|empty|required)\b.{0,30}\b(?:or|and|\/)\b.{0,40}\b(?:expired|invalid|revoked|incorrect|wrong)|\b(?:expired|invalid|revoked|incorrect|wrong)\b.{0,40}\b(?:or|and|\/)\b.{0,30}\b(?:missing|absent|not provided|empty|not found)\b|\bif (?:the|your|a) /;
const nothingWasRead =
  /\b(?:no|missing|without)\b.{0,40}\b(?:token|credentials?|key|jwt|authori[sz]ation|authentication)\b|\b(?:token|credentials?|key|jwt|authori[sz]ation|authentication)\b.{0,40}\b(?:missing|absent|not (?:provided|supplied|found|present|sent)|(?:is|are|was|were) required)\b/;

/** What a server says it has read, and by which of its messages. */
export interface Reading {
  readonly what: Read;
  /** Not redacted. */
  readonly message: string;
}

/** What the server's own words say it has read; undefined if they do not tell. */
export function whatWasRead(response: ResponseFacts | undefined): Reading | undefined {
  let nothing: Reading | undefined;
  for (const message of response?.messages ?? []) {
    const words = message.toLowerCase();
    if (undecided.test(words)) continue;
    if (signatureWasRead.test(words)) return { what: 'signature', message };
    if (passwordWasRead.test(words)) return { what: 'password', message };
    if (tokenWasRead.some((pattern) => pattern.test(words))) return { what: 'token', message };
    if (nothingWasRead.test(words)) nothing ??= { what: 'nothing', message };
  }
  return nothing;
}

/** Topics of words that are said of a credential once it was read. */
const afterReading = [
  'expired',
  'revoked',
  'scope',
  'audience',
  'issuer',
  'signature',
  'ip',
  'rate',
  'locked',
  'disabled',
] as const satisfies readonly Topic[];

/** Words that name several things that may be wrong, an end of life among them. */
const oneOfSeveral =
  /(?:invalid|revoked|malformed|missing|incorrect|wrong),? (?:or |and )?(?:has |is )?(?:been )?expired|expired,? (?:or|and)\b/;

/** Whether a server's words show that it has read the credential, whatever it did not like of it. @param words in lower case. */
export function tellsItRead(topics: ReadonlySet<Topic>, words: string): boolean {
  return afterReading.some((topic) => topics.has(topic)) && !oneOfSeveral.test(words);
}
