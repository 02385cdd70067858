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

/** What a server's words are about. @param words in lower case. @param challengeError the `error` of a challenge. */
export function topicsOf(words: string, challengeError: string | undefined): ReadonlySet<Topic> {
  const topics = new Set<Topic>();
  const text = words.slice(0, 2_000);
  if (text) for (const [topic, pattern] of patterns) if (pattern.test(text)) topics.add(topic);
  if (challengeError === 'insufficient_scope') topics.add('scope');
  return topics;
}

const byTopic = new Map<Topic, RegExp>(patterns);

/** Whether one of the server's messages is about a topic. @param message in lower case. */
export const isAbout = (message: string, topic: Topic): boolean => byTopic.get(topic)?.test(message) === true;
