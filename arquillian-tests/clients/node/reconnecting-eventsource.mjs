// Made for browsers; wraps the EventSource that it is given, and makes a new one with `?lastEventId=` whenever that is
// closed.
import { EventSource } from 'eventsource';
import Reconnecting from 'reconnecting-eventsource';
import { address, listenTo } from './lines.mjs';

listenTo(new Reconnecting(address, { eventSourceClass: EventSource }));
