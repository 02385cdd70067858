const socket = new WebSocket(
  `${process.env.API_URL.replace('http', 'ws')}/socket?access_token=${process.env.API_TOKEN}`,
);
socket.addEventListener('error', () => console.log('error'));
socket.addEventListener('close', ({ code }) => console.log('closed', code));
