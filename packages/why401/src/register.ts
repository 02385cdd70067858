/**
 * What is loaded into a program: by `why401 run` through NODE_OPTIONS, or by `node --import why401/register`. It is
 * built as one CommonJS file in old syntax, since Node of any age may be started with the same NODE_OPTIONS.
 */
import { startRecording } from './run/register/start-recording.ts';

startRecording(__dirname);
