import { hasIssue } from '../../authorization.ts';
import { takesBareToken } from '../../bare-credential-hosts.ts';
import { correctedRequest, lineFor } from '../../corrected-request.ts';
import type { Facts } from '../../facts.ts';
import { isPlaceholder } from '../../placeholder.ts';
import { listText } from '../../plain-words.ts';
import type { Rule } from '../../rule.ts';
import { schemeText } from '../../scheme-text.ts';
import { staleBesideSound } from '../../stale-token.ts';
import { tokenShapeOf } from '../../token-shapes.ts';
import { originText } from './origin-of-value.ts';

/** Headers that take a bare key. */
const bareHeaders =
  /^(?:x-api-key|api-key|apikey|x-auth-token|x-access-token|private-token|job-token|x-shopify-access-token|x-figma-token|x-vault-token|x-goog-api-key)$/i;

export const repeatedScheme: Rule = {
  id: 'scheme-repeated',
  row: 'C03',
  title: 'The scheme stands before the credential twice',
  confidence: 'proof',
  reference: 'RFC 6750 §2.1; RFC 9110 §11.4',
  covers: ['C05', 'C06', 'C08', 'C15', 'D12', 'D14', 'J02', 'J13'],
  find(facts) {
    const { authorization } = facts.request;
    if (authorization && hasIssue(authorization, 'repeated-scheme')) {
      return {
        evidence: [
          `A second scheme follows \`${schemeText(authorization)}\` before the credential.`,
          ...originText(facts, 'Authorization'),
        ],
        fix: 'The variable, or the function that builds the header, already adds `Bearer `: remove one of the two.',
      };
    }
    const prefixed = facts.headerValues.find(
      ({ name, value }) =>
        (facts.isTokenAlone || bareHeaders.test(name)) && /^(?:bearer|token|basic)\s+\S/i.test(value.trim()),
    );
    if (!prefixed) return undefined;
    return {
      title: facts.isTokenAlone
        ? 'The token begins with the name of a scheme'
        : 'A scheme stands in a header that takes the bare key',
      evidence: [`The value of ${prefixed.name} begins with a scheme.`, ...originText(facts, prefixed.name)],
      fix: facts.isTokenAlone
        ? 'Take the scheme away: whatever sends the token adds `Bearer ` itself.'
        : `Send the key alone: \`${prefixed.name}: <key>\`.`,
    };
  },
};

/** A scheme that runs into the credential, or is followed by a colon. */
const gluedScheme = /^(?:bearer(?=ey[\w-]{10}|gh[a-z]_|sk[-_]|[:=])|token(?=[:=]))/i;

export const missingScheme: Rule = {
  id: 'scheme-missing',
  contradictedBy: ['token', 'password', 'signature'],
  row: 'C04',
  title: 'The credential stands in the Authorization header without its scheme',
  confidence: 'proof',
  reference: 'RFC 9110 §11.4',
  covers: ['A02', 'A11', 'C05', 'C06', 'D12', 'J01'],
  find(facts) {
    const { authorization } = facts.request;
    if (!authorization) return undefined;
    const value = authorization.value.trim();
    if (gluedScheme.test(value)) {
      return {
        title: 'The scheme is not separated from the credential by one space',
        evidence: [
          /^\w+[:=]/.test(value)
            ? 'A colon or equals sign follows the scheme.'
            : 'The credential follows the scheme without a space.',
          ...originText(facts, 'Authorization'),
        ],
        commands: correctedRequest(facts, lineFor(facts, 'Bearer')),
        fix: 'Write `Authorization: Bearer <token>`, with one space.',
      };
    }
    const { credential } = authorization;
    if (takesBareToken(facts.request.host)) return undefined;
    if (
      authorization.scheme !== undefined ||
      credential === '' ||
      isPlaceholder(credential) ||
      /^[{["'\s]|^key=/i.test(credential)
    )
      return undefined;
    const shape = tokenShapeOf(credential);
    if (shape?.transport.scheme === '') return undefined;
    const evidence = ['The value of Authorization has no scheme before the credential.'];
    const isJwt = facts.token?.kind === 'jwt' || facts.token?.kind === 'damaged' || facts.token?.kind === 'jwe';
    if (isJwt) evidence.push('The credential is a JWT, which is sent as Bearer.');
    else if (shape) evidence.push(`By its prefix it is ${shape.label}.`);
    const offered = facts.response?.challenges.map(({ schemeAsSent }) => schemeAsSent.slice(0, 40)) ?? [];
    if (offered.length > 0) evidence.push(`The server asks for ${listText(offered, 'or')}.`);
    evidence.push(...originText(facts, 'Authorization'));
    return {
      evidence,
      ...(!shape?.transport.header && { commands: correctedRequest(facts, lineFor(facts, offered[0] ?? 'Bearer')) }),
      fix: shape?.transport.header
        ? `Send it as \`${shape.transport.text}\`.`
        : `Put the scheme before it: \`Authorization: ${offered[0] ?? 'Bearer'} <token>\`.`,
      confidence: isJwt || shape || offered.length > 0 ? 'proof' : 'likely',
    };
  },
};

/** Schemes that mean what they say; others are names that servers make up for something else. */
const standard = new Set([
  'basic',
  'bearer',
  'digest',
  'dpop',
  'negotiate',
  'ntlm',
  'hawk',
  'token',
  'aws4-hmac-sha256',
  'apikey',
  'ssws',
  'gnap',
  'signature',
]);

/** Whether a vendor's token is sent as the vendor documents it: some offer one scheme in their challenge and take another. */
function isAsDocumented({ token, vendor, request }: Facts): boolean {
  if (vendor === 'salesforce') return true;
  const { vendor: owner, transport } = token?.shape ?? {};
  return (
    vendor !== undefined &&
    owner === vendor &&
    transport?.header === undefined &&
    (transport?.scheme ?? 'bearer') === request.authorization?.scheme
  );
}

/** Schemes that the server offers, where the one sent is none of them. */
function otherSchemes(facts: Facts): string[] {
  const { response, request } = facts;
  const sent = request.authorization?.scheme;
  if (!response || sent === undefined || facts.refusal === 'proxy' || isAsDocumented(facts)) return [];
  if (response.challenges.some(({ scheme }) => scheme === sent)) return [];
  // A registry's Bearer is asked for with Basic at its token service first.
  if (facts.read === 'password' && (sent === 'basic' || sent === 'digest')) return [];
  if (
    sent === 'basic' &&
    /^https?:\/\//.test(response.challengeParam('realm') ?? '') &&
    response.challengeParam('service') !== undefined
  )
    return [];
  return response.challenges.filter(({ scheme }) => standard.has(scheme)).map(({ schemeAsSent }) => schemeAsSent);
}

export const wrongScheme: Rule = {
  id: 'scheme-not-offered',
  contradictedBy: ['token', 'password', 'signature'],
  row: 'C05',
  title: 'The request uses a scheme that the server does not offer',
  confidence: 'proof',
  reference: 'RFC 9110 §11.3, §11.6.1',
  covers: ['A02', 'A11'],
  find(facts) {
    const offered = otherSchemes(facts);
    if (offered.length === 0) return undefined;
    const sent = schemeText(facts.request.authorization);
    return {
      evidence: [`The request carries ${sent}.`, `The server offers ${listText([...new Set(offered)], 'or')}.`],
      commands: correctedRequest(facts, lineFor(facts, offered[0] ?? 'Bearer')),
      fix: `Send a credential of that scheme: \`Authorization: ${offered[0]} …\`.`,
    };
  },
};

const notProvided = /authentication credentials were not provided|http token: access denied/;
/** A Discord bot token: the base64 of a number, a time, a signature. */
const discordBot = /^[MNO][\w-]{22,30}\.[\w-]{5,7}\.[\w-]{26,45}$/;

export const wrongSchemeWord: Rule = {
  id: 'scheme-word',
  contradictedBy: ['token', 'password', 'signature'],
  row: 'C06',
  title: 'The word before the token is not the one that this API takes',
  confidence: 'proof',
  reference: 'Django REST framework: TokenAuthentication; Discord: Authentication',
  covers: ['A02', 'A11', 'C05', 'C15', 'E11', 'J19'],
  find(facts) {
    const { authorization } = facts.request;
    const scheme = authorization?.scheme;
    if (!authorization || scheme === undefined || !facts.response || isAsDocumented(facts)) return undefined;
    const sent = schemeText(authorization);
    const offersToken = facts.response.challenge('token') !== undefined;
    if (scheme === 'bearer' && offersToken && facts.response.challenge('bearer') === undefined) {
      const heard = facts.heard(notProvided);
      return {
        evidence: [`The request says ${sent}; the server offers Token.`, ...(heard ? [heard] : [])],
        commands: correctedRequest(facts, lineFor(facts, 'Token')),
        fix: 'Send `Authorization: Token <token>`.',
      };
    }
    if (scheme === 'token' && !offersToken && facts.response.challenge('bearer')) {
      return {
        evidence: [`The request says ${sent}; the server offers Bearer.`],
        commands: correctedRequest(facts, lineFor(facts, 'Bearer')),
        fix: 'Send `Authorization: Bearer <token>`.',
      };
    }
    if (facts.vendor === 'discord' && scheme === 'bearer' && discordBot.test(authorization.credential)) {
      return {
        evidence: ['The token is that of a Discord bot.', 'The request says Bearer, which is for users’ OAuth tokens.'],
        commands: correctedRequest(facts, lineFor(facts, 'Bot')),
        fix: 'Send `Authorization: Bot <token>`.',
      };
    }
    if (
      scheme === 'basic' &&
      (/^ey[\w-]{10,}\.ey[\w-]{5,}\./.test(authorization.credential) ||
        tokenShapeOf(authorization.credential) !== undefined)
    ) {
      const shape = tokenShapeOf(authorization.credential);
      return {
        evidence: [`After Basic stands ${shape ? shape.label : 'a JWT'}, not base64 of user and password.`],
        fix: shape ? `Send it as \`${shape.transport.text}\`.` : 'Send `Authorization: Bearer <token>`.',
      };
    }
    if (
      scheme === 'bearer' &&
      facts.says(notProvided) &&
      facts.token?.kind === 'opaque' &&
      /^[0-9a-f]{40}$/.test(facts.token.text)
    ) {
      return {
        evidence: [
          'The server says that no credentials were provided, although the request carries Bearer.',
          'The token looks like one of Django REST framework (40 hexadecimal digits), which is sent as Token.',
        ],
        commands: correctedRequest(facts, lineFor(facts, 'Token')),
        fix: 'Send `Authorization: Token <token>`.',
        confidence: 'likely',
      };
    }
    return undefined;
  },
};

export const credentialsJoined: Rule = {
  id: 'credentials-joined-by-comma',
  row: 'C13',
  title: 'Two credentials were joined into one Authorization header',
  confidence: 'proof',
  reference: 'RFC 9110 §5.3, §11.6.2',
  covers: ['A02', 'C08', 'D12', 'D14'],
  find(facts) {
    const { authorization } = facts.request;
    if (
      !authorization ||
      authorization.lines.length > 1 ||
      authorization.hasParams ||
      !hasIssue(authorization, 'several-credentials')
    )
      return undefined;
    return {
      evidence: ['The value of Authorization holds two credentials with a comma between them.'],
      fix: 'The header is set in two places, and the second one appends: use `headers.set()`, not `append()`, and set it in one place only.',
    };
  },
};

export const authorizationTwice: Rule = {
  id: 'authorization-header-twice',
  row: 'C14',
  title: 'The request has two Authorization headers',
  confidence: 'likely',
  reference: 'RFC 9110 §5.3, §11.6.2; Node.js: duplicates of authorization are discarded',
  outcomes: ['refused', 'other'],
  covers: ['A02', 'E03'],
  find(facts) {
    const lines = facts.request.authorization?.lines ?? [];
    if (lines.length < 2) return undefined;
    const heard = facts.heard(/(?:duplicate|multiple|more than one|two)\b.{0,40}(?:header|authorization)/);
    if (facts.outcome === 'other' && !(facts.status === 400 && heard)) return undefined;
    const isSame = new Set(lines).size === 1;
    const mixed = staleBesideSound(facts);
    if (mixed)
      return {
        title: 'The request has two Authorization headers, an expired token in one and a sound one in the other',
        evidence: [
          `The request has ${lines.length} lines of Authorization.`,
          `The token of ${mixed.stale === facts.tokens[0] ? 'the first' : 'a later line'} has expired, that of the other is within its life (read from the tokens, diagnostic only).`,
        ],
        fix: 'Take away the line with the old token: it is set in a second place (a default of the client, an interceptor, a proxy). Use `headers.set()`, not `append()`.',
        confidence: 'proof',
        covers: ['A02', 'D01', 'E01', 'D22'],
      };
    return {
      evidence: [
        `The request has ${lines.length} lines of Authorization.`,
        isSame
          ? 'They are the same: the header is set twice.'
          : 'They differ. Node’s servers keep the first, others the last, or refuse the request.',
        ...(heard ? [heard] : []),
      ],
      fix: 'Set the header in one place only; use `headers.set()`, not `append()`, and take the other one away (an `auth` option, a default of the client, a proxy).',
    };
  },
};
