import { adapterContract, serversAt } from '@freshkey/testing';
import axios from 'axios';
import { defineContracts } from '../../../../scripts/browser/define-contract.ts';
import { subject } from './subject.ts';

const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob'] as const;

defineContracts((hostUrl) => {
  const contract = (adapter: 'xhr' | 'fetch') =>
    adapterContract(
      subject({ client: axios, adapter, openServers: serversAt(hostUrl), bodies, bodyOf: (body) => body }),
    );
  return { 'axios, xhr': contract('xhr'), 'axios, fetch adapter': contract('fetch') };
});
