/** What a server's words can be about. */
export type Topic =
  | 'expired'
  | 'not-yet-valid'
  | 'issued-in-future'
  | 'audience'
  | 'issuer'
  | 'signature'
  | 'key'
  | 'algorithm'
  | 'malformed'
  | 'missing'
  | 'multiple'
  | 'scope'
  | 'revoked'
  | 'type'
  | 'csrf'
  | 'ip'
  | 'rate'
  | 'locked'
  | 'certificate'
  | 'disabled';

const patterns: readonly (readonly [Topic, RegExp])[] = [
  [
    'not-yet-valid',
    /not (?:yet |be )?valid (?:before|until|yet)|not yet (?:valid|active)|\bnbf\b|before .{0,20}not.?before|token used too early/,
  ],
  [
    'issued-in-future',
    /issued (?:at )?(?:in )?(?:the |a )?future|\biat\b|future timestamp|used (?:before|too) (?:it was )?(?:issued|early)/,
  ],
  ['expired', /expired?\b|expiration|\bexp\b|lifetime validation|too old/],
  ['audience', /audience|\baud\b/],
  ['issuer', /issuer|\biss\b/],
  [
    'key',
    /no (?:matching |applicable )?keys?\b.{0,30}(?:match|found)|key.{0,30}not found|match kid|\bkid\b|no matching key|unknown key|jwks|signing key|signature key|unable to find.{0,30}key/,
  ],
  ['signature', /signature|jwt verification fails|jws verification/],
  ['algorithm', /algorithm|\balg\b/],
  [
    'multiple',
    /multiple (?:bearer )?(?:tokens|methods|credentials|authorization)|more than one (?:method|token|authorization)/,
  ],
  [
    'malformed',
    /malformed|not well.formed|could not (?:be )?(?:decode|parse)|parsing failed|invalid (?:jwt )?format|bad (?:jwt|token) format|invalid_jwt_format|no dots|not enough segments|invalid (?:token )?(?:header|serialization|compact)|segments|unable to (?:parse|decode)|padding/,
  ],
  [
    'missing',
    /(?:token|credentials?|key|header|authori[sz]ation|authentication|jwt)s? (?:is |was |were |are |not |has not been )*(?:missing|absent|not provided|not supplied|not found|required|empty)|missing (?:\w+[ -]){0,3}(?:token|credentials?|key|header|authori[sz]ation|authentication)|(?:no|without) (?:\w+ ){0,3}(?:token|credentials?|key|authori[sz]ation header|authori[sz]ation token) (?:was |were |is |has been )?(?:found|provided|supplied|present|given)|(?:did ?n[o']t|not|didn['’]t) provide|not_authed|no authorization|requires authentication|please (?:log|sign) in|need to (?:log|sign) in|not authenticated|not logged in|rest_not_logged_in|access token is empty|credentials_missing|jwt is missing/,
  ],
  ['scope', /scopes?\b|insufficient (?:permission|privilege)|permission/],
  [
    'revoked',
    /revoked|inactive|invalidated|blacklisted|blocklisted|denylisted|session (?:has )?(?:ended|terminated|not found|does not exist|doesn['’]t exist)|logged out|already used/,
  ],
  [
    'disabled',
    /(?:user|account)[\w "'.@-]{0,40}(?:disabled|deleted|deactivated|suspended|not found|no longer|does not exist|inactive|banned)|account_inactive|user_disabled/,
  ],
  [
    'type',
    /(?:invalid|wrong|unexpected|unsupported) (?:token )?typ(?:e)?\b|token type|token_type|token use|token_use|access_token_type|not an access token|\btyp\b/,
  ],
  ['csrf', /csrf|xsrf|cross.site|page expired|nonce/],
  [
    'ip',
    /\bip\b.{0,40}(?:not|allow|authori|whitelist|block|restrict|den)|(?:not|allow|authori|whitelist|block|restrict|den)\w{0,10}.{0,20}\bip\b|ip_not_allowed|ip address/,
  ],
  ['rate', /rate.?limit|too many (?:requests|attempts|failed)|throttl|quota/],
  ['locked', /\blocked\b|captcha|lockout|temporarily (?:blocked|disabled)|authentication_denied/],
  [
    'certificate',
    /client.?certificate|\bmtls\b|mutual tls|certificate required|no required ssl certificate|ssl certificate/,
  ],
];

/**
 * Stems that must stand in one sentence, in any order and with anything between: what libraries say in words of their own.
 * A list stands for a topic; each entry of it for a group of stems of which one must be there.
 */
const stems: readonly (readonly [Topic, ...RegExp[]])[] = [
  ['malformed', /jwt|token|jws|jose|serialization|compact/, /\b(?:dot|part|segment|delimiter|period|section)s?\b/],
  [
    'malformed',
    /jwt|token|jws|jose|bearer/,
    /pars(?:e|ing)|decod|malform|well[- ]?formed|format|base64|json|deserializ/,
    /invalid|fail|cannot|could not|can't|unable|not |bad|error|illegal|wrong|malform/,
  ],
  [
    'type',
    /\btyp\b|\btype\b/,
    /token|jwt|header|jose/,
    /must|expect|invalid|wrong|unsupport|not allow|unexpect|mismatch|allowed/,
  ],
  [
    'expired',
    /token|jwt|session|key|credential|signature|secret|certificate/,
    /expir|timed out|time-?out|lapsed|too old/,
  ],
  [
    'not-yet-valid',
    /token|jwt/,
    /\b(?:too early|not (?:yet )?active|in the future|before\b(?! *(?:[.,;:]|and\b|$)))/,
    /\b(?:used|valid|active|nbf|not before|early)\b/,
  ],
  [
    'issued-in-future',
    /token|jwt|\biat\b/,
    /(?:used|issued) (?:too early|before\b(?! *(?:[.,;:]|and\b|$))|in the future)|iat|issued at|short-lived/,
    /early|future|before|invalid|reasonable/,
  ],
  [
    'audience',
    /audien|\baud\b|intended for|meant for|recipient/,
    /invalid|wrong|mismatch|bad|not |unexpected|fail|empty|missing|does ?n[o']t|did not/,
  ],
  [
    'issuer',
    /issuer|\biss\b/,
    /invalid|wrong|mismatch|bad|not |unexpected|fail|unknown|untrusted|does ?n[o']t|did not|expected/,
  ],
  [
    'key',
    /\b(?:kid|jwks?|public key|signing key|verification key|keys?)\b/,
    /token|jwt|signature|jwks|signing|issuer/,
    /not found|no |unknown|match|missing|unable|cannot|could not/,
  ],
  [
    'signature',
    /signature|\bsigned\b|jws/,
    /invalid|fail|wrong|bad|mismatch|not (?:valid|match|verif)|does ?n[o']t|could not|cannot|unable|incorrect/,
  ],
  ['algorithm', /algorithm|\balg\b/, /not |invalid|unsupport|unexpect|mismatch|wrong|expected/],
  [
    'revoked',
    /token|session|key|credential|grant|consent/,
    /revok|invalidat|logged out|signed out|no longer (?:valid|active)|black ?list|block ?list|consumed|already (?:used|been)|reuse/,
  ],
  [
    'scope',
    /scope|permission|privilege|entitle/,
    /missing|lack|insufficient|requir|need|not (?:have|contain|includ|grant)|without|grant/,
  ],
  [
    'multiple',
    /authori[sz]ation|auth|token|credential/,
    /multiple|more than one|only one|two|twice|duplicate/,
    /header|mechanism|method|token|credential|parameter/,
  ],
  [
    'disabled',
    /user|account|subject|identity|principal/,
    /disabled|deactivat|suspend|deleted|does not exist|not found|unknown|banned|no longer/,
  ],
  [
    'missing',
    /token|credential|authori[sz]ation|api.?key|jwt|authentication|header/,
    /missing|absent|not (?:provided|supplied|present|found|sent|included)|no .{0,30}(?:provided|supplied|found|sent|given)|is required|must be (?:provided|supplied|present)/,
  ],
];

const sentencesOf = (text: string): string[] => text.split(/[.;!?](?=\s|$)|\n/, 40);

const holds = (sentence: string, groups: readonly RegExp[]): boolean => groups.every((group) => group.test(sentence));

/** What a server's words are about. @param words in lower case. @param challengeError the `error` of a challenge. */
export function topicsOf(words: string, challengeError: string | undefined): ReadonlySet<Topic> {
  const topics = new Set<Topic>();
  const text = words.slice(0, 2_000);
  if (text) {
    for (const [topic, pattern] of patterns) if (pattern.test(text)) topics.add(topic);
    for (const sentence of sentencesOf(text))
      for (const [topic, ...groups] of stems) if (!topics.has(topic) && holds(sentence, groups)) topics.add(topic);
  }
  if (challengeError === 'insufficient_scope') topics.add('scope');
  return topics;
}

const byTopic = new Map<Topic, RegExp>(patterns);

/** Whether one of the server's messages is about a topic. @param message in lower case. */
export function isAbout(message: string, topic: Topic): boolean {
  return (
    byTopic.get(topic)?.test(message) === true ||
    sentencesOf(message).some((sentence) => stems.some(([of, ...groups]) => of === topic && holds(sentence, groups)))
  );
}
