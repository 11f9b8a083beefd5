// What a client hands on, as lines for the test that has started it: "event", its name, its id and its data; and at last
// "end" with the reason. After `complete` a client is closed, as the guide says, unless it is told to stay.
const [, , url, then = 'close'] = process.argv;

export const address = url;
export const names = ['message', 'item', 'switchover', 'resumed', 'failure', 'complete'];

const line = (...fields) => console.log(fields.map((field) => String(field ?? '').replaceAll(/[\t\n]/g, '¶')).join('\t'));

/** Tells of an event; says whether the client is to be closed. */
export function told(name, id, data) {
    line('event', name, id, data);
    return name === 'complete' && then === 'close';
}

export function ended(reason) {
    line('end', reason);
    process.exit(0);
}

/** All that there is to do with an EventSource. */
export function listenTo(source) {
    for (const name of names) {
        source.addEventListener(name, (event) => {
            if (told(name, event.lastEventId, event.data)) {
                source.close();
                ended('closed at complete');
            }
        });
    }
    // One of them says so before it is true.
    source.addEventListener('error', () => setImmediate(() => source.readyState === 2 && ended('closed itself')));
}
