export type { Backend } from './backend.ts';
export { serversOnLoopback } from './contract/servers/on-loopback.ts';
export { type ContractHost, createContractHost } from './server/contract-host.ts';
export { createTestServer, type TestServer, type TestServerOptions } from './server/create-test-server.ts';
