// A development server's way to its backend: compresses whatever it may, as webpack's does by default. Prints its port.
import compression from 'compression';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

const [, , target] = process.argv;
const server = express()
    .use(compression({ threshold: 0 }))
    .use(createProxyMiddleware({ target, logLevel: 'silent' }))
    .listen(0, '127.0.0.1', () => console.log(`port\t${server.address().port}`));
