export async function GET() {
  const answer = await fetch(`${process.env.API_URL}/expired`, {
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
    cache: 'no-store',
  });
  return new Response(`the API said ${answer.status}`);
}
