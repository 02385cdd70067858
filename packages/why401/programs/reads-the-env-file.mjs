process.loadEnvFile();
const response = await fetch(`${process.env.API_URL}/expired`, {
  headers: { authorization: `Basic ${btoa(`anna:${process.env.FILE_PASSWORD}`)}` },
});
console.log(response.status);
