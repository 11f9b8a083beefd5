// Made for browsers: a page that is always seen is all that it needs beside `fetch`. Taking the end of a response for the
// end of the stream, it has to be told which ends are none, unless it is tried as it comes.
globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };

const { fetchEventSource } = await import('@microsoft/fetch-event-source');
const { address, ended, told } = await import('./lines.mjs');

const asItComes = process.argv[4] === 'as-it-comes';
const closing = new AbortController();
let complete = false;
await fetchEventSource(address, {
    signal: closing.signal,
    onmessage({ event, id, data }) {
        complete ||= event === 'complete';
        if (told(event, id, data)) {
            closing.abort();
        }
    },
    onclose() {
        if (!complete && !asItComes) {
            throw new Error('not complete');
        }
    },
});
ended(closing.signal.aborted ? 'closed at complete' : 'closed itself');
