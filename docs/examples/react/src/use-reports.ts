import { useFreshkey, useSessionEvent } from '@freshkey/react';
import { isCancel } from 'axios';
import { useCallback, useState } from 'react';
import { api } from './session.ts';

const titles = [
  ...['Orders', 'Revenue', 'Refunds', 'Carts', 'Visitors', 'Sign-ups', 'Churn', 'Support', 'Uptime', 'Latency'],
  ...['Errors', 'Deploys', 'Invoices', 'Payroll', 'Stock', 'Returns', 'Shipping', 'Reviews', 'Campaigns', 'Forecast'],
];

export interface Report {
  readonly title: string;
  readonly path: string;
  readonly state: 'idle' | 'sent' | 'replayed' | 'answered' | 'refused';
  readonly note: string;
}

export interface ReportReader {
  readonly read: (path: string, options?: { signal?: AbortSignal; params?: object }) => Promise<void>;
  readonly readAll: (signal?: AbortSignal) => Promise<unknown>;
}

const unread: readonly Report[] = titles.map((title) => ({
  title,
  path: `/api/reports/${title.toLowerCase()}`,
  state: 'idle',
  note: 'not read yet',
}));

/** Twenty reports, each a request of its own. */
export function useReports() {
  const session = useFreshkey();
  const [reports, setReports] = useState(unread);

  const change = useCallback((path: string, changes: Partial<Report>) => {
    setReports((all) => all.map((report) => (report.path === path ? { ...report, ...changes } : report)));
  }, []);

  const read = useCallback<ReportReader['read']>(
    async (path, options = {}) => {
      const startedAtMs = performance.now();
      change(path, { state: 'sent', note: 'on its way' });
      try {
        const { data } = await api.get(path, options);
        const tookMs = Math.round(performance.now() - startedAtMs);
        change(path, { state: 'answered', note: `token ${data.generation} · ${tookMs} ms` });
      } catch (error) {
        if (isCancel(error)) return;
        change(path, { state: 'refused', note: session.explain(error)?.reason ?? (error as Error).message });
      }
    },
    [session, change],
  );

  const readAll = useCallback<ReportReader['readAll']>(
    (signal) => Promise.all(unread.map(({ path }) => read(path, signal && { signal }))),
    [read],
  );

  useSessionEvent('replayed', ({ url }) => change(new URL(url).pathname, { state: 'replayed', note: 'sent again' }));

  return { reports, read, readAll };
}
