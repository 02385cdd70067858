export { explainRecording, reportText } from 'why401/paste';
