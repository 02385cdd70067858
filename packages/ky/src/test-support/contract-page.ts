import { adapterContract, serversAt } from '@freshkey/testing';
import ky from 'ky';
import { defineContracts } from '../../../../scripts/browser/define-contract.ts';
import { subject } from './subject.ts';

const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob'] as const;

defineContracts((hostUrl) => ({ 'ky 2': adapterContract(subject(ky, 'prefix', serversAt(hostUrl), bodies)) }));
