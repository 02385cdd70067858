import OpenAI from 'openai';

const openai = new OpenAI({ apiKey: process.env.API_TOKEN, baseURL: `${process.env.API_URL}/v1`, maxRetries: 0 });
try {
  await openai.models.retrieve('expired');
} catch (error) {
  console.log(error.status, error.constructor.name);
}
