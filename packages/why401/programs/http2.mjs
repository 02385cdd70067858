import { connect } from 'node:http2';

const session = connect(process.env.H2_API_URL);
const stream = session.request({ ':path': '/expired', authorization: `Bearer ${process.env.API_TOKEN}` });
let text = '';
stream.on('response', (headers) => console.log(headers[':status']));
stream.on('data', (chunk) => {
  text += chunk;
});
stream.on('end', () => {
  console.log(text);
  session.close();
});
