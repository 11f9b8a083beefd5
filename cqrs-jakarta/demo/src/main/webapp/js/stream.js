/* The stream's client: Server-Sent Events in, calls of a listener out. */

/**
 * Opens the stream of quakes of at least `minMagnitude` ('' for all). The listener is called with
 * opened() at each connection, item(quake), switchover(fact), and lost() when the connection broke and the
 * browser tries again; then at most once with complete(fact), failure(problem) or refused(), after which
 * nothing follows. An EventSource would connect again after any end, so each of these closes it.
 *
 * @returns {{close: () => void}} ends the stream without a further call
 */
export function openStream(minMagnitude, listener) {
    const query = minMagnitude === '' ? '' : `?${new URLSearchParams({ minMagnitude })}`;
    const source = new EventSource(`api/quakes${query}`);

    const end = (tell) => {
        source.close();
        tell();
    };
    const on = (event, use) => source.addEventListener(event, (message) => {
        let data;
        try {
            data = JSON.parse(message.data);
        } catch {
            end(() => listener.failure({ title: `The page could not read a frame of the event "${event}".` }));
            return;
        }
        use(data);
    });

    source.addEventListener('open', () => listener.opened());
    on('item', (quake) => listener.item(quake));
    on('switchover', (fact) => listener.switchover(fact));
    on('complete', (fact) => end(() => listener.complete(fact)));
    on('failure', (problem) => end(() => listener.failure(problem)));
    source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) {
            end(() => listener.refused());
        } else {
            listener.lost();
        }
    });
    return { close: () => source.close() };
}
