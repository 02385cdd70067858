import { type ContractCase, caseOn } from '../contract-case.ts';
import type { AdapterCase } from './adapter-case.ts';
import { bodyCases } from './cases/bodies.ts';
import { expiryCases } from './cases/expiry.ts';
import { failingRefreshCases } from './cases/failing-refresh.ts';
import { isolationCases } from './cases/isolation.ts';
import { loginCases } from './cases/login.ts';
import { originCases } from './cases/origins.ts';
import { sameClientCases } from './cases/same-client.ts';
import { schemeCases } from './cases/schemes.ts';
import { secrecyCases } from './cases/secrecy.ts';
import { singleFlightCases } from './cases/single-flight.ts';
import { surfacingCases } from './cases/surfacing.ts';
import { waitingCases } from './cases/waiting.ts';
import { Stage } from './stage.ts';
import { type AdapterSubject, type ContractSession, traitsOf } from './subject.ts';

const allCases: readonly AdapterCase[] = [
  ...singleFlightCases,
  ...bodyCases,
  ...failingRefreshCases,
  ...surfacingCases,
  ...waitingCases,
  ...loginCases,
  ...originCases,
  ...sameClientCases,
  ...schemeCases,
  ...expiryCases,
  ...isolationCases,
  ...secrecyCases,
];

/**
 * What every adapter keeps, seen from outside: its session and client on one side, the server on the other. Every case
 * builds its own servers, session and client, and takes them down.
 *
 * @example
 * for (const { name, run } of adapterContract({ createSession, connect, openServers: serversOnLoopback })) test(name, run);
 */
export function adapterContract<Session extends ContractSession>(subject: AdapterSubject<Session>): ContractCase[] {
  const traits = traitsOf(subject);
  const erased = subject as unknown as AdapterSubject;
  return allCases
    .filter(({ needs = () => true }) => needs(traits))
    .map(({ name, body }) => caseOn(name, () => Stage.open(erased), body));
}
