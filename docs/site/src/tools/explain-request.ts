export { explainExchange, readCommand, reportText } from 'why401/paste';
