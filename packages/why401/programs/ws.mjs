import WebSocket from 'ws';

const socket = new WebSocket(process.env.API_URL.replace('http', 'ws'), {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
socket.on('error', (error) => console.log(error.message));
socket.on('close', () => console.log('closed'));
