import type { Facts } from '../../facts.ts';
import { isWithin } from '../../parse-url.ts';
import type { Rule } from '../../rule.ts';

/** A gate that a hosting platform puts in front of whatever runs there. */
interface Gate {
  readonly name: string;
  /** What was seen of it, each a fingerprint that nothing else leaves; empty if it is not this gate. */
  signs(facts: Facts, answer: Answer): string[];
  readonly fix: string;
}

interface Answer {
  /** In lower case. */
  readonly server: string;
  readonly words: string;
  readonly redirect: URL | undefined;
  header(name: string): string | undefined;
  setsCookie(name: string): boolean;
}

/** The sign where it holds, else nothing. */
const sign = (holds: boolean, text: string): string[] => (holds ? [text] : []);

const vercel: Gate = {
  name: 'Vercel Deployment Protection',
  signs: ({ request, response }, { server, words, redirect, header, setsCookie }) => {
    const page = /authentication required|vercel authentication|sso-api|protection bypass|automation bypass/.test(
      words,
    );
    const nonce = setsCookie('_vercel_sso_nonce');
    const sso =
      redirect !== undefined && isWithin(redirect.hostname, 'vercel.com') && redirect.pathname.startsWith('/sso');
    if (!page && !nonce && !sso) return [];
    return [
      ...sign(
        page,
        response?.isHtml
          ? 'The page is that of Vercel’s protection.'
          : 'The answer is the plain text of Vercel’s protection.',
      ),
      ...sign(nonce, 'The answer sets the cookie _vercel_sso_nonce.'),
      ...sign(sso, 'The answer redirects to Vercel’s single sign-on.'),
      ...sign(server === 'vercel' || header('x-vercel-id') !== undefined, 'The answer comes from Vercel itself.'),
      ...sign(isWithin(request.host, 'vercel.app'), 'The host is a deployment’s own (*.vercel.app).'),
    ];
  },
  fix: 'Send `x-vercel-protection-bypass: <secret>` (Protection Bypass for Automation), call the production domain, or take this deployment, or OPTIONS, out of the protection.',
};

const isAzureApp = (host: string): boolean =>
  isWithin(host, 'azurewebsites.net') ||
  isWithin(host, 'azurecontainerapps.io') ||
  isWithin(host, 'azurestaticapps.net');
const realmOf = (challenge: string | undefined): string | undefined =>
  /realm="?([^",]{1,200})/i.exec(challenge ?? '')?.[1]?.toLowerCase();

/** Gates that show by where they send everybody, and by a cookie that only they set. */
interface RedirectGate {
  readonly name: string;
  readonly path?: RegExp;
  readonly host?: RegExp;
  readonly cookie?: string;
  readonly header?: string;
  readonly fix: string;
}

const redirectGates: readonly RedirectGate[] = [
  {
    name: 'Authelia',
    path: /[?&]rd=https?/i,
    host: /^auth(?:elia)?\./,
    cookie: 'authelia_session',
    fix: 'Give the API’s path a `bypass` rule in Authelia’s access control, or send Basic in `Proxy-Authorization`.',
  },
  {
    name: 'authentik',
    path: /^\/outpost\.goauthentik\.io\/|\/if\/flow\//,
    cookie: 'authentik_proxy',
    header: 'x-authentik-id',
    fix: 'Add the path to the provider’s unauthenticated paths, or let it take bearer tokens.',
  },
  {
    name: 'Pomerium',
    path: /^\/\.pomerium\//,
    cookie: '_pomerium',
    fix: 'Use a service account of Pomerium: `Authorization: Pomerium <JWT>`, or open the route.',
  },
  {
    name: 'F5 BIG-IP APM',
    path: /^\/my\.policy/,
    cookie: 'MRHSession',
    fix: 'Have the access policy let the API’s path through, or send what its clientless mode wants.',
  },
  {
    name: 'Citrix Gateway',
    path: /^\/(?:vpn\/|logon\/LogonPoint)/,
    cookie: 'NSC_',
    fix: 'Call the API from inside, or have the gateway exempt it.',
  },
  {
    name: 'the Web Application Proxy of AD FS',
    path: /^\/adfs\/ls.*[?&](?:version=1\.0&action=signin|appRealm=)/i,
    fix: 'Publish the API with pass-through pre-authentication, or send a token that AD FS issued for it.',
  },
];

const gates: readonly Gate[] = [
  {
    name: 'Cloudflare Access',
    signs: (_, { redirect, header, setsCookie }) => [
      ...sign(
        redirect !== undefined &&
          (isWithin(redirect.hostname, 'cloudflareaccess.com') || redirect.pathname.startsWith('/cdn-cgi/access/')),
        'The answer redirects to the login of Cloudflare Access.',
      ),
      ...sign(redirect !== undefined && setsCookie('CF_AppSession'), 'The answer sets the cookie CF_AppSession.'),
      ...sign(
        /cloudflare-access/i.test(header('www-authenticate') ?? ''),
        'The challenge is that of Cloudflare Access.',
      ),
      ...sign(
        header('cf-access-domain') !== undefined || header('cf-access-aud') !== undefined,
        'The answer has headers of Cloudflare Access.',
      ),
    ],
    fix: 'Send a service token: `CF-Access-Client-Id` and `CF-Access-Client-Secret`, and allow it in the application’s policy.',
  },
  {
    name: 'Google Identity-Aware Proxy',
    signs: (_, { header, words }) => [
      ...sign(
        header('x-goog-iap-generated-response') !== undefined,
        'The answer was generated by Identity-Aware Proxy (X-Goog-IAP-Generated-Response).',
      ),
      ...sign(/invalid iap credentials/.test(words), 'The server says “Invalid IAP credentials”.'),
    ],
    fix: 'Send an ID token whose audience is the OAuth client of IAP, in `Proxy-Authorization: Bearer …` if the application needs Authorization itself.',
  },
  {
    name: 'Azure App Service authentication (Easy Auth)',
    signs: ({ request }, { redirect, header, words }) => [
      ...sign(redirect?.pathname.startsWith('/.auth/login') === true, 'The answer redirects to /.auth/login.'),
      ...sign(
        redirect !== undefined && /\.auth(?:\/|%2f)login(?:\/|%2f)aad/i.test(redirect.search),
        'The answer redirects to Entra, and from there to /.auth/login/aad/callback.',
      ),
      ...sign(
        isAzureApp(request.host) && /authorization_uri=/i.test(header('www-authenticate') ?? ''),
        'The challenge names a login page of Entra.',
      ),
      ...sign(
        isAzureApp(request.host) && realmOf(header('www-authenticate')) === request.host,
        'The realm of the challenge is the host of the app, as only App Service itself writes it.',
      ),
      ...sign(
        header('x-ms-middleware-request-id') !== undefined,
        'The answer has X-Ms-Middleware-Request-Id, which App Service’s authentication sets.',
      ),
      ...sign(
        isAzureApp(request.host) && /you do not have permission to view this directory or page/.test(words),
        'The page is the one that App Service itself answers with.',
      ),
    ],
    fix: 'Send a token of Entra for the application that App Service is set up with, or exclude this path from its authentication.',
  },
  {
    name: 'Netlify’s password protection',
    signs: ({ response }, { server, words }) =>
      server === 'netlify' && response?.isHtml === true && /password/.test(words)
        ? ['The answer comes from Netlify itself.', 'The page asks for the site’s password.']
        : [],
    fix: 'Take the password off this site or branch, or log in once and send its cookie; Netlify has no header for it.',
  },
  {
    name: 'the private port of a codespace or dev tunnel',
    signs: ({ request }, { redirect }) => {
      const isTunnel =
        isWithin(request.host, 'app.github.dev') ||
        isWithin(request.host, 'githubpreview.dev') ||
        isWithin(request.host, 'devtunnels.ms');
      return [
        ...sign(isTunnel, `The host ${request.host} is a forwarded port.`),
        ...sign(
          isTunnel && redirect !== undefined && /pf-signin|signin|login/.test(redirect.pathname),
          'The answer redirects to the sign-in for forwarded ports.',
        ),
        ...sign(isTunnel && redirect === undefined, 'The refusal has no challenge of an API.'),
      ].filter((_, __, all) => all.length > 1);
    },
    fix: 'Make the port public, or send `X-Github-Token` (codespaces) or `X-Tunnel-Authorization` (dev tunnels).',
  },
  {
    name: 'ngrok’s password',
    signs: ({ request }, { header, words }) => [
      ...sign(/^ERR_NGROK/i.test(header('ngrok-error-code') ?? ''), 'The answer is ngrok’s own (Ngrok-Error-Code).'),
      ...sign(/realm="?ngrok/i.test(header('www-authenticate') ?? ''), 'The realm of the challenge is ngrok.'),
      ...sign(/ngrok/.test(request.host) && /err_ngrok/.test(words), 'The body names an error of ngrok.'),
    ],
    fix: 'Send the password that the tunnel was started with (`--basic-auth`), or start it without; the application’s own token then needs another header.',
  },
  {
    name: 'oauth2-proxy',
    signs: (_, { redirect, setsCookie, words }) => [
      ...sign(
        redirect !== undefined && /^\/oauth2\/(?:start|sign_in)/.test(redirect.pathname),
        'The answer redirects to /oauth2/start.',
      ),
      ...sign(
        (redirect !== undefined || words.includes('sign in with')) && setsCookie('_oauth2_proxy'),
        'The answer sets the cookie _oauth2_proxy.',
      ),
      ...sign(words.includes('oauth2 proxy'), 'The page names OAuth2 Proxy.'),
    ],
    fix: 'Let the proxy accept bearer tokens (`skip_jwt_bearer_tokens = true`, `extra_jwt_issuers`), or exempt the path (`skip_auth_routes`).',
  },
  {
    name: 'the authentication of an AWS load balancer',
    signs: (_, { setsCookie, server, redirect }) => {
      const isBack = redirect !== undefined && /oauth2(?:\/|%2f)idpresponse/i.test(redirect.search);
      const isNonce = setsCookie('AWSALBAuthNonce') || setsCookie('AWSELBAuthSessionCookie');
      if (!isBack && !isNonce) return [];
      return [
        ...sign(isNonce, 'The answer sets a cookie of the load balancer’s authentication.'),
        ...sign(isBack, 'The answer redirects to a sign-in that comes back to /oauth2/idpresponse.'),
        ...sign(server.startsWith('awselb'), 'The answer comes from the load balancer (awselb).'),
      ];
    },
    fix: 'Give the API’s path a listener rule without `authenticate-oidc`, or with `OnUnauthenticatedRequest: allow`.',
  },
];

function answerOf({ response, end }: Facts): Answer {
  const cookies = response?.headers.all('set-cookie') ?? [];
  return {
    server: (response?.header('server') ?? '').toLowerCase(),
    words: response?.words ?? '',
    redirect: end?.url,
    header: (name) => response?.header(name),
    setsCookie: (name) => cookies.some((cookie) => cookie.startsWith(name)),
  };
}

function redirectSigns({ name, path, host, cookie, header }: RedirectGate, answer: Answer): string[] {
  const { redirect } = answer;
  const isThere =
    redirect !== undefined &&
    (path === undefined || path.test(redirect.pathname + redirect.search.slice(0, 400))) &&
    (host === undefined || host.test(redirect.hostname));
  const isCookie = cookie !== undefined && answer.setsCookie(cookie);
  const isHeader = header !== undefined && answer.header(header) !== undefined;
  if (!isThere && !isHeader && !(isCookie && redirect !== undefined)) return [];
  return [
    ...sign(isThere, `The answer leads to the sign-in of ${name}.`),
    ...sign(isCookie, `The answer sets the cookie ${cookie}….`),
    ...sign(isHeader, `The answer has a header of ${name}.`),
  ];
}

const covers = ['A01', 'A02', 'A08', 'A13', 'D07', 'D22', 'E02', 'A11', 'A12', 'C05', 'C06', 'E10'] as const;

export const vercelProtection: Rule = {
  id: 'vercel-deployment-protection',
  row: 'B08',
  title: 'Vercel protects this deployment: the application was never asked',
  confidence: 'proof',
  reference: 'Vercel: Deployment Protection, Protection Bypass for Automation',
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const { response } = facts;
    if (
      !response ||
      (response.status !== 401 && response.status !== 403 && response.status !== 302 && response.status !== 307)
    )
      return undefined;
    const evidence = vercel.signs(facts, answerOf(facts));
    return evidence.length < 2 ? undefined : { evidence, fix: vercel.fix };
  },
};

export const platformGate: Rule = {
  id: 'platform-gate',
  row: 'B09',
  title: 'A gate of the platform stands in front of the application',
  confidence: 'proof',
  reference: 'Documentation of the platform',
  outcomes: ['refused', 'other'],
  covers,
  find(facts) {
    const { response } = facts;
    if (
      !response ||
      (response.status !== 401 &&
        response.status !== 403 &&
        (response.status < 300 || response.status > 399) &&
        facts.refusal !== 'login')
    )
      return undefined;
    const answer = answerOf(facts);
    for (const gate of redirectGates) {
      const evidence = redirectSigns(gate, answer);
      if (evidence.length > 0)
        return { evidence, fix: gate.fix, title: `The refusal comes from ${gate.name}, not from the application` };
    }
    for (const gate of gates) {
      const evidence = gate.signs(facts, answer);
      if (evidence.length > 0)
        return { evidence, fix: gate.fix, title: `The refusal comes from ${gate.name}, not from the application` };
    }
    return undefined;
  },
};
