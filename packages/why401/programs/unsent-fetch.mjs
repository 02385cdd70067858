await fetch(`${process.env.API_URL}/expired`, { headers: { authorization: `Bearer ${process.env.BROKEN_TOKEN}` } });
