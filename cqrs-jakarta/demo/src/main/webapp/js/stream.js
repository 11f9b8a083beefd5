/* The stream's client: Server-Sent Events in, calls of a listener out. */

/*
 * How long to wait before each further attempt, in milliseconds. A browser connects again by itself when a connection
 * breaks, but never when it was answered by anything but a stream: a 404 while the application is deployed anew, or a 503
 * while it stops, is the end of an EventSource. About two minutes in all.
 */
const pauses = [1000, 2000, 4000, 8000, ...Array(7).fill(15000)];

/**
 * Opens the stream of quakes of at least `minMagnitude` ('' for all). The listener is called with
 * opened() at each connection, item(quake), switchover(fact), and lost(millis) when the connection broke: the next
 * attempt is in so many milliseconds, or where that is undefined, when the browser thinks fit. Then at most once with
 * complete(fact), failure(problem) or refused(), after which nothing follows. An EventSource would connect again after any
 * end, so each of these closes it.
 *
 * @returns {{stop: () => void}} ends the stream without a further call, and has the server keep nothing for it
 */
export function openStream(minMagnitude, listener) {
    let source;
    let timer;
    let lastEventId = '';
    let opened = false;
    let attempts = 0;

    const close = () => {
        clearTimeout(timer);
        source.close();
    };
    const stop = () => {
        close();
        const id = lastEventId.slice(0, lastEventId.lastIndexOf('.'));
        if (id !== '') {
            // Else the server would hold it for a client that comes back. Nothing depends on the answer.
            fetch(`api/cqrs/streams/${id}`, { method: 'DELETE', keepalive: true }).catch(() => {});
        }
    };
    const end = (tell) => {
        close();
        tell();
    };

    function connect() {
        const query = new URLSearchParams(minMagnitude === '' ? {} : { minMagnitude });
        if (lastEventId !== '') {
            // A new EventSource knows of no earlier one, and sends no header.
            query.set('lastEventId', lastEventId);
        }
        source = new EventSource(query.size === 0 ? 'api/quakes' : `api/quakes?${query}`);
        source.addEventListener('open', () => {
            opened = true;
            attempts = 0;
            listener.opened();
        });
        source.addEventListener('error', () => {
            if (source.readyState !== EventSource.CLOSED) {
                listener.lost();
            } else if (opened && attempts < pauses.length) {
                // Not all clients of a server that was away come back in the same moment.
                const pause = pauses[attempts] * (0.75 + Math.random() / 2);
                attempts += 1;
                listener.lost(pause);
                timer = setTimeout(connect, pause);
            } else {
                end(() => listener.refused());
            }
        });
        on('item', (quake) => listener.item(quake));
        on('switchover', (fact) => listener.switchover(fact));
        on('complete', (fact) => end(() => listener.complete(fact)));
        on('failure', (problem) => end(() => listener.failure(problem)));
    }

    function on(event, use) {
        source.addEventListener(event, (message) => {
            lastEventId = message.lastEventId || lastEventId;
            let data;
            try {
                data = JSON.parse(message.data);
            } catch {
                end(() => listener.failure({ title: `The page could not read a frame of the event "${event}".` }));
                return;
            }
            use(data);
        });
    }

    connect();
    return { stop };
}
