import { attach } from '@freshkey/axios';
import { tabs } from '@freshkey/core/tabs';
import { diagnose } from '@freshkey/diagnose';
import { createSession } from '@freshkey/react';
import axios from 'axios';

const baseURL = import.meta.env.VITE_API_URL;

export const session = createSession({
  store: tabs({ key: 'reports', storage: 'indexedDB' }),
  refresh: async ({ tokens, signal }) => {
    const { refreshToken: refresh_token } = tokens;
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id: 'reports' });
    const { data } = await axios.post(`${baseURL}/oauth/token`, body, { signal });
    return data;
  },
  refreshTimeoutMs: 4000,
  abandonAfterMs: 10_000,
  ...(import.meta.env.DEV && { diagnose }),
});

export const api = axios.create({ baseURL });
attach(api, session);
