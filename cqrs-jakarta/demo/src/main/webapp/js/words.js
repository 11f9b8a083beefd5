/* What the server's names mean to a reader. A name that is not known here stays as it is. */

import { quakes } from './format.js';

const sources = new Map([
    ['LiveQuakes', 'the live feed'],
    ['CatalogueQuakes', 'the catalogue'],
]);

const failures = new Map([
    ['ConnectException', 'refused the connection'],
    ['HttpConnectTimeoutException', 'can’t be reached'],
    ['HttpTimeoutException', 'doesn’t answer'],
    ['SocketTimeoutException', 'fell silent'],
    ['IOException', 'broke off'],
    ['MalformedFeedException', 'sent what nobody can read'],
    ['NodeLostException', 'was read by a server that is gone'],
]);

const source = (handler) => sources.get(handler) ?? handler;

/** Whether an open circuit kept the stream's first handler from being asked: then nothing was switched from. */
export const wasNotAsked = ({ position, reason }) => position === 0 && reason === 'CircuitBreakerOpenException';

/** Why a handler was left. */
export function why({ from, reason }) {
    return reason === 'CircuitBreakerOpenException' ? `the circuit of ${source(from)} is open, it isn’t asked`
        : `${source(from)} ${failures.get(reason) ?? `failed: ${reason}`}`;
}

/** What a switchover was, in a few words that stand for themselves. */
export const what = ({ position, to }) => (position === 0 ? `began with ${source(to)}`
    : `went on from ${source(to)} after ${quakes(position)}`);

export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Where the quakes came from. */
export function origins({ live, catalogue }) {
    if (live > 0 && catalogue > 0) {
        return `, ${live} from the live feed and ${catalogue} from the catalogue`;
    }
    return live + catalogue === 0 ? '' : `, all from the ${live > 0 ? 'live feed' : 'catalogue'}`;
}
