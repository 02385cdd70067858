import { install } from './app.ts';

install();
