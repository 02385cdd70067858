import assert from 'node:assert/strict';
import { test } from 'node:test';

test('the API answers', async () => {
  const response = await fetch(`${process.env.API_URL}/expired`, {
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  });
  assert.equal(response.status, 200);
});
