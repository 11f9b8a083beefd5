import EventSource from 'eventsource-2';
import { address, listenTo } from './lines.mjs';

listenTo(new EventSource(address));
