export { explainExchange, loadEveryRule, readCommand, reportText } from 'why401/paste';
