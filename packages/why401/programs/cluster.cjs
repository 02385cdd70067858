const cluster = require('node:cluster');

if (cluster.isPrimary) {
  const worker = cluster.fork();
  worker.on('exit', (code) => console.log('ended', code));
} else {
  const headers = { authorization: `Bearer ${process.env.API_TOKEN}` };
  fetch(`${process.env.API_URL}/expired`, { headers }).then((response) => {
    console.log(response.status);
    process.exit(0);
  });
}
