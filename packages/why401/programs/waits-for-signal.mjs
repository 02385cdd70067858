const response = await fetch(`${process.env.API_URL}/expired`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
await response.text();
let signals = 0;
const timer = setInterval(() => {}, 1_000);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    signals += 1;
    setTimeout(() => {
      console.log(`ended by ${signal}, which came ${signals} times`);
      clearInterval(timer);
      process.exitCode = 7;
    }, 100);
  });
console.log('ready');
