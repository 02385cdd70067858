import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic({
  apiKey: process.env.API_TOKEN,
  authToken: null,
  baseURL: process.env.API_URL,
  maxRetries: 0,
});
try {
  await anthropic.models.retrieve('expired');
} catch (error) {
  console.log(error.status, error.constructor.name);
}
