const env = globalThis.Deno ? globalThis.Deno.env.toObject() : process.env;
const response = await fetch(`${env.ASK_URL}/expired`, { headers: { authorization: `Bearer ${env.API_TOKEN}` } });
console.log(response.status, await response.text());
