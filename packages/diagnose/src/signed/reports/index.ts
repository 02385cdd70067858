import { awsReports } from './aws-reports.ts';
import { challengeReports } from './challenge-reports.ts';
import { otherReports } from './other-reports.ts';
import { proofReports } from './proof-reports.ts';
import type { Report } from './report.ts';
import { webhookReports } from './webhook-reports.ts';

/** Exchanges of signed schemes, rebuilt from public reports. */
export const reports: readonly Report[] = [
  ...awsReports,
  ...challengeReports,
  ...webhookReports,
  ...proofReports,
  ...otherReports,
];
