import { EventSource } from 'eventsource';
import { address, listenTo } from './lines.mjs';

listenTo(new EventSource(address));
