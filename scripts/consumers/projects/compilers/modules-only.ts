import { createSession } from '@freshkey/core';
import { extend } from '@freshkey/ky';
import type { AdapterSubject } from '@freshkey/testing';
import ky from 'ky';

export type { AdapterSubject };

export const api = extend(ky.create({ prefix: 'https://api.test' }), createSession({ tokens: 'first' }));
