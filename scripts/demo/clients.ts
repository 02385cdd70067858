import { attach } from '@freshkey/axios';
import type { Session } from '@freshkey/core';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import axios from 'axios';
import ky from 'ky';

/** One client: `send` resolves when the API has answered well, and rejects as the client rejects. */
export interface DemoClient {
  readonly lane: string;
  send(path: string, body: object | undefined): Promise<unknown>;
}

/** Four clients of three kinds on one session. */
export function connect(session: Session, baseUrl: string): DemoClient[] {
  const orders = axios.create({ baseURL: baseUrl });
  const invoices = axios.create({ baseURL: baseUrl });
  attach(orders, session);
  attach(invoices, session);
  const reports = extend(ky.create({ prefix: baseUrl }), session);
  const fetch = createFetch(session, { baseUrl });

  return [
    { lane: 'axios orders', send: (path, body) => (body ? orders.post(path, body) : orders.get(path)) },
    { lane: 'axios invoices', send: (path, body) => (body ? invoices.post(path, body) : invoices.get(path)) },
    { lane: 'ky reports', send: (path, body) => (body ? reports.post(path, { json: body }) : reports.get(path)) },
    {
      lane: 'fetch',
      async send(path, body) {
        const url = new URL(path, baseUrl);
        const response = await fetch(url, body ? { method: 'POST', body: JSON.stringify(body) } : {});
        if (!response.ok) throw new Error(`${response.status}`);
      },
    },
  ];
}
