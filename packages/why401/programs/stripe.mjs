import Stripe from 'stripe';

const { hostname, port } = new URL(process.env.API_URL);
const stripe = new Stripe(process.env.API_TOKEN, {
  host: hostname,
  port,
  protocol: 'http',
  maxNetworkRetries: 0,
  telemetry: false,
});
const { message } = await stripe.customers.retrieve('expired').catch((error) => error);
console.log(message);
