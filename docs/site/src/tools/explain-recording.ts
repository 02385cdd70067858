export { explainRecording, loadEveryRule, reportText } from 'why401/paste';
