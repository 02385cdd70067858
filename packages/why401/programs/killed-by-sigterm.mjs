const response = await fetch(`${process.env.API_URL}/expired`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
console.log(response.status);
process.kill(process.pid, 'SIGTERM');
setTimeout(() => {}, 5_000);
