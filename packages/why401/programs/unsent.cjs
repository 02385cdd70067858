const http = require('node:http');

http.get(`${process.env.API_URL}/expired`, { headers: { authorization: `Bearer ${process.env.BROKEN_TOKEN}` } });
