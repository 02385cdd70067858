import { expect, test } from 'vitest';

test('the API answers', async () => {
  const response = await fetch(`${process.env.API_URL}/expired`, {
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  });
  expect(response.status).toBe(200);
});
