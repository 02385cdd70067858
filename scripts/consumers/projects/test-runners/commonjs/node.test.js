const { test } = require('node:test');

globalThis.test = test;
require('./mocked.test.js');
