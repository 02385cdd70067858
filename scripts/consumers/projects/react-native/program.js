import './polyfills.js';
import 'whatwg-fetch';
import { cases } from './cases.js';

globalThis.runCase = (name, client, place) => cases[name](client, place);
globalThis.missing = ['DOMException', 'EventTarget', 'CustomEvent', 'BroadcastChannel'].filter(
  (name) => name in globalThis,
);
