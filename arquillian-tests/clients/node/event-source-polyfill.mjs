// Made for browsers; in Node it finds the same `fetch`. Says where it was by `?lastEventId=`, and in no other way.
import polyfill from 'event-source-polyfill';
import { address, listenTo } from './lines.mjs';

console.error = () => {};
listenTo(new polyfill.EventSourcePolyfill(address));
