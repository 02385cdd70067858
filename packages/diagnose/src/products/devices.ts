import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** What hangs on the wall or stands in the rack. */
export const devices = [
  {
    id: 'hue',
    name: 'the Philips Hue bridge',
    page: 'https://developers.meethue.com/develop/hue-api-v2/getting-started/',
    signs: ['> hue-application-key', 'X-Hue-Jframe-Id'],
    credentials: [{ label: 'an application key', send: 'hue-application-key: $HUE_KEY' }],
    says: {
      'key-unknown': {
        words: ['unauthorized user'],
        statuses: [200, 403],
        row: 'D22',
        title: 'The bridge does not know this application key',
        fix: 'Press its button and within 30 seconds `curl -X POST "https://<bridge>/api" -d \'{"devicetype":"app#me","generateclientkey":true}\'`; then `-H "hue-application-key: $HUE_KEY"`.',
      },
    },
  },
  {
    id: 'shelly',
    name: 'a Shelly device',
    page: 'https://shelly-api-docs.shelly.cloud/gen2/General/Authentication',
    signs: ['WWW-Authenticate: Digest *realm="shelly*"*'],
    credentials: [{ label: 'the user admin and its password', send: 'Authorization: Digest admin:$SHELLY_PASSWORD' }],
  },
  {
    id: 'fritzbox',
    name: 'the FRITZ!Box',
    page: 'https://fritz.com/service/schnittstellen/',
    hosts: ['fritz.box', 'myfritz.net'],
    signs: ['Server: FRITZ!Box*', '/webservices/homeautoswitch.lua'],
    credentials: [
      {
        label: 'a session id',
        send: '?sid=$FRITZ_SID',
        token: /^[0-9a-f]{16}$/,
        check: {
          id: 'sid-of-zeros',
          row: 'D22',
          title: 'The FRITZ!Box did not accept the login: its session id is all zeros',
          find: (token) =>
            /^0{16}$/.test(token)
              ? ['The session id is sixteen zeros.', 'login_sid.lua gives that one where user or response is wrong.']
              : undefined,
          fix: 'Ask `http://fritz.box/login_sid.lua?version=2` for a challenge, answer it (PBKDF2, or MD5 over UTF-16LE on old systems) with a user’s name, and send the id that comes then; it ends after 20 minutes without use.',
        },
      },
      { label: 'user and password (TR-064)', send: 'Authorization: Digest you:$FRITZ_PASSWORD' },
    ],
  },
  {
    id: 'unifi',
    name: 'UniFi',
    page: 'https://help.ui.com/hc/en-us/articles/30076656117655-Getting-Started-with-the-Official-UniFi-API',
    hosts: ['api.ui.com', 'unifi.ui.com'],
    signs: ['{"meta":{"rc":"error"}}', '/proxy/network/integration', '/proxy/network/integrations'],
    credentials: [{ label: 'an API key', send: 'X-API-KEY: $UNIFI_API_KEY' }],
    says: {
      'login-required': {
        words: ['api.err.loginrequired'],
        row: 'D22',
        title: 'The UniFi controller knows no session for this request',
        fix: 'Log in first and keep the cookie: `POST /api/auth/login` on a UniFi OS console, whose calls then begin with /proxy/network, `POST /api/login` on a controller of one’s own. A key goes to /proxy/network/integration/v1 alone.',
        isSure: true,
      },
      'login-wrong': {
        words: ['api.err.invalid'],
        statuses: [400, 401, 403],
        row: 'D22',
        title: 'The UniFi controller does not know this user with this password',
        fix: 'Use a local account without two factors (Settings, Admins, “Restrict to local access only”), not one of ui.com.',
      },
      'permission-missing': {
        words: ['api.err.nopermission'],
        row: 'E02',
        title: 'The UniFi account may not do this',
        fix: 'Give it the role for this site under Settings, Admins & Users.',
        isSure: true,
      },
    },
  },
  {
    id: 'synology',
    name: 'Synology DSM',
    page: 'https://global.download.synology.com/download/Document/Software/DeveloperGuide/Os/DSM/All/enu/DSM_Login_Web_API_Guide_enu.pdf',
    hosts: ['quickconnect.to', 'synology.me'],
    signs: ['/webapi/entry.cgi', '/webapi/auth.cgi', '/webapi/query.cgi'],
    credentials: [
      { label: 'a session id', send: '?_sid=$SYNO_SID' },
      { label: 'the session’s cookie', send: 'Cookie: id=$SYNO_SID' },
    ],
    says: {
      'session-unknown': {
        codes: [106, 107, 119],
        statuses: [200],
        row: 'D22',
        title:
          'DSM knows no such session (any more): it ended, was replaced by another login, or came from another address',
        fix: 'Log in again (`SYNO.API.Auth`, method `login`, `format=sid`), send its `sid` as `_sid`, and its `synotoken` as X-SYNO-TOKEN where the login asked for one.',
      },
      'permission-missing': {
        codes: [105],
        statuses: [200],
        row: 'E02',
        title: 'DSM knows the session, whose user may not use this application',
        fix: 'Log in with `session=<application>` and give the user that application under Control Panel, User & Group, Applications.',
      },
      'second-factor': {
        codes: [403, 404, 406],
        statuses: [200],
        row: 'E04',
        title: 'DSM wants the second factor of this account',
        fix: 'Send the code as `otp_code`, with `enable_device_token=yes`, and its `did` as `device_id` from then on.',
      },
      'login-wrong': {
        codes: [400, 401],
        statuses: [200],
        row: 'D22',
        title: 'DSM does not know this account with this password, or it is disabled',
        fix: 'Try the same at the login page; encode `&`, `+` and `%` of the password in the query, or send it in the body of a POST.',
      },
    },
  },
] as const satisfies readonly Product[];

const digest = (realm: string) =>
  `WWW-Authenticate: Digest qop="auth", realm="${realm}", nonce="~20", algorithm=SHA-256`;

export const deviceExchanges: ProductExchanges<typeof devices> = {
  hue: {
    refused: [
      {
        ask: 'GET https://192.168.1.20/api/~40/lights',
        headers: ['X-Hue-Jframe-Id: ~20'],
        status: 200,
        answer: [{ error: { type: 1, address: '/lights', description: 'unauthorized user' } }],
        row: 'D22',
        tells: 'generateclientkey',
      },
    ],
    healthy: [
      {
        ask: 'GET https://192.168.1.20/clip/v2/resource/light',
        send: ['hue-application-key: ~40'],
        status: 200,
        answer: { errors: [], data: [] },
      },
    ],
  },
  shelly: {
    refused: [
      {
        ask: 'GET http://192.168.1.31/rpc/Switch.Set?id=0&on=true',
        send: ['Authorization: Basic ~b64(admin:heron-4411)'],
        status: 401,
        headers: [digest('shellyplus1-a8032ab12345')],
        row: 'B11',
        tells: '--digest -u "admin:$SHELLY_PASSWORD"',
      },
    ],
    healthy: [
      { ask: 'GET http://192.168.1.31/shelly', status: 200, answer: { id: 'shellyplus1-a8032ab12345', auth_en: true } },
    ],
  },
  fritzbox: {
    refused: [
      {
        ask: 'GET http://fritz.box/webservices/homeautoswitch.lua?switchcmd=getswitchlist&sid=0000000000000000',
        status: 403,
        headers: ['Content-Type: text/plain'],
        row: 'D22',
        tells: 'sixteen zeros',
      },
      {
        ask: 'POST https://fritz.box:49443/upnp/control/deviceinfo',
        send: ['Authorization: Basic ~b64(ada:heron-4411)'],
        status: 401,
        headers: ['WWW-Authenticate: Digest realm="HTTPS Access", nonce="~20", algorithm=MD5, qop="auth"'],
        row: 'B11',
        tells: '--digest -u "you:$FRITZ_PASSWORD"',
      },
    ],
    healthy: [
      {
        ask: 'GET http://fritz.box/webservices/homeautoswitch.lua?switchcmd=getswitchlist&sid=~hex16',
        status: 200,
        answer: '11657',
      },
    ],
  },
  unifi: {
    refused: [
      {
        ask: 'GET https://192.168.1.1/api/s/default/stat/sta',
        send: ['Cookie: unifises=~40'],
        status: 401,
        answer: { meta: { rc: 'error', msg: 'api.err.LoginRequired' }, data: [] },
        row: 'D22',
        tells: '/proxy/network',
      },
      {
        ask: 'GET https://api.ui.com/v1/hosts',
        send: ['Authorization: Bearer ~32'],
        status: 401,
        answer: { code: 'UNAUTHORIZED', httpStatusCode: 401, message: 'unauthorized' },
        row: 'C20',
        tells: 'X-API-KEY: $UNIFI_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.ui.com/v1/hosts',
        send: ['X-API-KEY: ~32'],
        status: 200,
        answer: { data: [], httpStatusCode: 200 },
      },
    ],
  },
  synology: {
    refused: [
      {
        ask: 'GET https://nas.tern.example:5001/webapi/entry.cgi?api=SYNO.FileStation.List&version=2&method=list_share&_sid=~40',
        status: 200,
        answer: { error: { code: 119 }, success: false },
        row: 'D22',
        tells: 'SYNO.API.Auth',
      },
      {
        ask: 'POST https://nas.tern.example:5001/webapi/entry.cgi',
        body: 'api=SYNO.DSM.Info&version=2&method=getinfo&_sid=~40',
        status: 200,
        answer: { error: { code: 105 }, success: false },
        row: 'E02',
        tells: 'session=<application>',
      },
    ],
    healthy: [
      {
        ask: 'GET https://nas.tern.example:5001/webapi/entry.cgi?api=SYNO.FileStation.List&version=2&method=list&_sid=~40',
        status: 200,
        answer: { error: { code: 408 }, success: false },
      },
    ],
  },
};
