import { adapterContract, serversAt } from '@freshkey/testing';
import { defineContracts } from '../../../../scripts/browser/define-contract.ts';
import { subject } from './subject.ts';

const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob'] as const;

defineContracts((hostUrl) => ({
  'fetch, called with a url': adapterContract(subject('url', serversAt(hostUrl), bodies)),
  'fetch, called with a request': adapterContract(subject('request', serversAt(hostUrl), bodies)),
}));
