import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What stands before a whole site. */
export const frontDoors = [
  {
    id: 'traefik',
    name: 'Traefik’s basicAuth',
    page: 'https://doc.traefik.io/traefik/middlewares/http/basicauth/',
    signs: ['WWW-Authenticate: Basic realm="traefik"'],
    credentials: [{ label: 'user and password of the middleware', send: 'Authorization: Basic you:$PASSWORD' }],
    says: {
      'user-unknown': {
        words: ['401 unauthorized'],
        row: 'A12',
        title: 'Traefik’s own password gate in front refuses, not the application',
        fix: 'Send its user, `-u "you:$PASSWORD"`; in a compose file each `$` of the hash must be `$$`. The application’s own token then needs another header (`headerField`, or exempt the path).',
      },
    },
  },
  {
    id: 'cloudflare-access',
    name: 'Cloudflare Access',
    page: 'https://developers.cloudflare.com/cloudflare-one/identity/service-tokens/',
    signs: ['> CF-Access-Client-Id', 'CF-Access-Domain'],
    credentials: [{ label: 'a service token’s secret', send: 'CF-Access-Client-Secret: $CF_ACCESS_CLIENT_SECRET' }],
    needs: [
      { send: 'CF-Access-Client-Id: $CF_ACCESS_CLIENT_ID', label: 'the id of the service token', isCredential: true },
      {
        send: 'CF-Access-Client-Secret: $CF_ACCESS_CLIENT_SECRET',
        label: 'the secret of the service token',
        isCredential: true,
      },
    ],
    says: {
      'token-refused': {
        words: ['forbidden', 'that account does not have access'],
        row: 'B09',
        title:
          'Cloudflare Access does not let this service token pass: expired, or no policy of the kind “Service Auth” includes it',
        fix: 'Add a policy with the action Service Auth that includes the token; look at its end under Access, Service credentials.',
      },
    },
  },
] as const satisfies readonly Product[];

export const frontDoorExchanges: ProductExchanges<typeof frontDoors> = {
  traefik: {
    refused: [
      {
        ask: 'GET https://app.tern.example/api',
        send: ['Authorization: Basic ~b64(ada:~16)'],
        status: 401,
        headers: ['WWW-Authenticate: Basic realm="traefik"'],
        answer: '401 Unauthorized',
        row: 'A12',
        tells: '`$$`',
      },
    ],
    healthy: [
      {
        ask: 'GET https://app.tern.example/none',
        send: ['Authorization: Basic ~b64(ada:~16)'],
        status: 404,
        answer: '404 page not found',
      },
    ],
  },
  'cloudflare-access': {
    refused: [
      {
        ask: 'GET https://app.tern.example/api',
        send: ['CF-Access-Client-Id: ~32.access'],
        status: 403,
        answer: 'Forbidden',
        row: 'A19',
        tells: 'CF-Access-Client-Secret: $CF_ACCESS_CLIENT_SECRET',
      },
    ],
    healthy: [
      {
        ask: 'GET https://app.tern.example/none',
        send: ['CF-Access-Client-Id: ~32.access', 'CF-Access-Client-Secret: ~hex64'],
        status: 404,
        answer: 'Not Found',
      },
    ],
  },
};
