import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Who runs other people's models. */
export const modelHosts = [
  {
    id: 'hugging-face',
    name: 'Hugging Face',
    page: 'https://huggingface.co/docs/hub/security-tokens',
    hosts: ['huggingface.co', 'hf.co'],
    credentials: [{ label: 'a user access token', send: 'Authorization: Bearer $HF_TOKEN' }],
    says: {
      gated: {
        words: [
          'is gated',
          'access to model … is restricted',
          'you must have access to it and be authenticated',
          'is restricted and you are not in the authorized list',
        ],
        codes: ['GatedRepo'],
        row: 'D19',
        title: 'The model or data set is gated: the token’s user has not been let in',
        fix: 'Accept the terms on its page while signed in as the token’s owner; a fine-grained token also needs “Read access to contents of all public gated repos you can access”.',
        isSure: true,
      },
      'token-unknown': {
        words: [
          'invalid username or password',
          'invalid credentials in authorization header',
          'user access token … is expired',
        ],
        row: 'D22',
        title: 'Hugging Face does not know this token (any more)',
        fix: '`curl -H "Authorization: Bearer $HF_TOKEN" https://huggingface.co/api/whoami-v2` tells; make a new one under Settings, Access Tokens. An old one may lie in ~/.cache/huggingface/token, or in HUGGING_FACE_HUB_TOKEN.',
      },
      'inference-permission': {
        words: ['does not have sufficient permissions to call inference providers'],
        row: 'E02',
        title: 'The fine-grained token lacks the permission for Inference Providers',
        fix: 'Edit the token under Settings, Access Tokens: “Make calls to Inference Providers”.',
        isSure: true,
      },
    },
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    page: 'https://openrouter.ai/docs/api/reference/authentication',
    hosts: ['openrouter.ai'],
    credentials: [{ label: 'an API key', send: 'Authorization: Bearer $OPENROUTER_API_KEY', token: 'sk-or-v1-' }],
    says: {
      'no-cookie': {
        words: ['no cookie auth credentials found', 'no auth credentials found'],
        row: 'C05',
        title: 'OpenRouter found no Bearer token that it can read, and looked for a session’s cookie',
        isSure: true,
      },
      'user-not-found': {
        words: ['user not found'],
        statuses: [401],
        row: 'D22',
        title: 'OpenRouter knows no account for this key: it was deleted, disabled, or is a provisioning key',
        fix: 'Make a key under https://openrouter.ai/settings/keys: `-H "Authorization: Bearer $OPENROUTER_API_KEY"`; provisioning keys manage keys and run no model.',
        isSure: true,
      },
    },
  },
  {
    id: 'replicate',
    name: 'Replicate',
    page: 'https://replicate.com/docs/reference/http#authentication',
    hosts: ['api.replicate.com'],
    credentials: [
      { label: 'an API token', send: 'Authorization: Bearer $REPLICATE_API_TOKEN', token: 'r8_' },
      { label: 'an API token', send: 'Authorization: Token $REPLICATE_API_TOKEN', token: 'r8_' },
    ],
    says: {
      'token-unknown': {
        words: [
          'you did not pass an authentication token',
          'you did not pass a valid authentication token',
          'invalid token',
        ],
        row: 'D22',
        title: 'Replicate found no token that it knows: it wants one that begins with r8_',
        fix: 'Copy it anew from https://replicate.com/account/api-tokens: `-H "Authorization: Bearer $REPLICATE_API_TOKEN"`.',
      },
    },
  },
  {
    id: 'elevenlabs',
    name: 'ElevenLabs',
    page: 'https://elevenlabs.io/docs/api-reference/authentication',
    hosts: ['api.elevenlabs.io', 'api.us.elevenlabs.io', 'api.eu.residency.elevenlabs.io'],
    credentials: [{ label: 'an API key', send: 'xi-api-key: $ELEVENLABS_API_KEY' }],
    says: {
      'key-invalid': {
        codes: ['invalid_api_key'],
        row: 'D22',
        title: 'ElevenLabs does not know this key',
        fix: 'Make one under Developers, API Keys: `-H "xi-api-key: $ELEVENLABS_API_KEY"`.',
        isSure: true,
      },
      'permission-missing': {
        codes: ['missing_permissions'],
        row: 'E02',
        title: 'The ElevenLabs key lacks the permission that the answer names',
        fix: 'Edit the key under Developers, API Keys, and give it that permission.',
        isSure: true,
      },
      'free-tier-blocked': {
        codes: ['detected_unusual_activity'],
        row: 'B15',
        title: 'ElevenLabs has blocked the free tier for this address or account',
        fix: 'Stop calling through a VPN or proxy with the free tier, or take a paid plan.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const modelHostExchanges: ProductExchanges<typeof modelHosts> = {
  'hugging-face': {
    refused: [
      {
        ask: 'GET https://huggingface.co/tern/model/resolve/main/config.json',
        send: ['Authorization: Bearer hf_~34'],
        status: 401,
        headers: ['X-Error-Code: GatedRepo'],
        answer:
          'Access to model tern/model is restricted. You must have access to it and be authenticated to access it. Please log in.',
        row: 'D19',
        tells: 'Accept the terms',
      },
      {
        ask: 'GET https://huggingface.co/api/whoami-v2',
        send: ['Authorization: Bearer hf_~34'],
        status: 401,
        answer: { error: 'Invalid username or password.' },
        row: 'D22',
        tells: 'whoami-v2',
      },
    ],
    healthy: [
      {
        ask: 'GET https://huggingface.co/api/models/tern/none',
        send: ['Authorization: Bearer hf_~34'],
        status: 404,
        answer: { error: 'Repository not found' },
      },
    ],
  },
  openrouter: {
    refused: [
      {
        ask: 'POST https://openrouter.ai/api/v1/chat/completions',
        send: ['Authorization: sk-or-v1-~hex64'],
        status: 401,
        answer: { error: { message: 'No cookie auth credentials found', code: 401 } },
        row: 'C04',
        tells: '-H "Authorization: Bearer $OPENROUTER_API_KEY"',
      },
      {
        ask: 'POST https://openrouter.ai/api/v1/chat/completions',
        send: ['Authorization: Bearer sk-or-v1-~hex64'],
        status: 401,
        answer: { error: { message: 'User not found.', code: 401 } },
        row: 'D22',
        tells: 'provisioning',
      },
    ],
    healthy: [
      {
        ask: 'POST https://openrouter.ai/api/v1/chat/completions',
        send: ['Authorization: Bearer sk-or-v1-~hex64'],
        status: 400,
        answer: { error: { message: 'tern/none is not a valid model ID', code: 400 } },
      },
    ],
  },
  replicate: {
    refused: [
      {
        ask: 'POST https://api.replicate.com/v1/predictions',
        send: ['X-Api-Key: r8_~37'],
        status: 401,
        answer: { title: 'Unauthenticated', detail: 'You did not pass an authentication token', status: 401 },
        row: 'C20',
        tells: 'REPLICATE_API_TOKEN',
      },
      {
        ask: 'POST https://api.replicate.com/v1/predictions',
        send: ['Authorization: Bearer r8_~37'],
        status: 401,
        answer: { title: 'Unauthenticated', detail: 'You did not pass a valid authentication token', status: 401 },
        row: 'D22',
        tells: 'account/api-tokens',
      },
    ],
    healthy: [
      {
        ask: 'POST https://api.replicate.com/v1/predictions',
        send: ['Authorization: Token r8_~37'],
        status: 422,
        answer: {
          title: 'Invalid version or not permitted',
          detail: 'The specified version does not exist.',
          status: 422,
        },
      },
    ],
  },
  elevenlabs: {
    refused: [
      {
        ask: 'GET https://api.elevenlabs.io/v1/user',
        send: ['Authorization: Bearer ~40'],
        status: 401,
        answer: {
          detail: {
            status: 'needs_authorization',
            message: 'Neither authorization header nor xi-api-key received, please provide one.',
          },
        },
        row: 'C20',
        tells: '-H "xi-api-key: $ELEVENLABS_API_KEY"',
      },
      {
        ask: 'GET https://api.elevenlabs.io/v1/user',
        send: ['xi-api-key: ~40'],
        status: 401,
        answer: {
          detail: {
            status: 'missing_permissions',
            message: 'The API key you used is missing the permission user_read to execute this operation.',
          },
        },
        row: 'E02',
        tells: 'Edit the key',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.elevenlabs.io/v1/voices/none',
        send: ['xi-api-key: ~40'],
        status: 400,
        answer: { detail: { status: 'voice_not_found', message: 'A voice for the voice_id none was not found.' } },
      },
    ],
  },
};
