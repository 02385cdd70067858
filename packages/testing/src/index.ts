export type { Backend, RefreshCall } from './backend.ts';
export { adapterContract } from './contract/adapter/adapter-contract.ts';
export type {
  AdapterSubject,
  AdapterTraits,
  ContractAnswer,
  ContractClient,
  ContractFailure,
  ContractRequest,
  ContractSession,
  SessionSetup,
} from './contract/adapter/subject.ts';
export { ContractError } from './contract/assertions.ts';
export type { ContractCase } from './contract/contract-case.ts';
export { lockContract } from './contract/lock/lock-contract.ts';
export type { LockSubject } from './contract/lock/lock-subject.ts';
export type { Lock, Scheme, SessionRecord, TokenSet, TokenStore } from './contract/seams.ts';
export type { ContractServers } from './contract/servers/contract-servers.ts';
export { serversInMemory } from './contract/servers/in-memory.ts';
export { serversAt } from './contract/servers/remote.ts';
export type { WorldControl } from './contract/servers/world-control.ts';
export { storeContract } from './contract/store/store-contract.ts';
export type { StoreSubject } from './contract/store/store-subject.ts';
export { fingerprintOf } from './fingerprint.ts';
export { type EntryFilter, type Expectations, JournalError } from './journal/expectations.ts';
export { type Journal, journalOf } from './journal/journal.ts';
export { type JournalEntry, lineOf } from './journal/journal-entry.ts';
export { createTestFetch, type TestFetch, type TestFetchOptions } from './test-fetch.ts';
export type { SeenCredential } from './world/credential.ts';
export type { Endpoint, Fault, Faults, Gate } from './world/faults.ts';
export type { Outcome, WorldAnswer, WorldRequest } from './world/message.ts';
export { holdsToken, withoutTokens } from './world/minted.ts';
export type { CorsSettings, WorldOptions, WorldSettings } from './world/settings.ts';
export type { IssueOptions, Rotation, TokenResponse, TokenState, Tokens } from './world/tokens.ts';
export { createWorld, type World } from './world/world.ts';
