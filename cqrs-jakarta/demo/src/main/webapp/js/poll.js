/* Asking the server, once and again. */

/** The JSON at a path relative to the page; rejects when there is none. */
export async function getJson(path) {
    const response = await fetch(path, { headers: { Accept: 'application/json' }, cache: 'no-store' });
    if (!response.ok) {
        throw new Error(`${path}: ${response.status}`);
    }
    return response.json();
}

/**
 * Runs an asynchronous task once a second while the page is visible, never twice at a time.
 *
 * @returns a function that runs it at once
 */
export function everySecond(task) {
    let running = false;
    let again = false;
    const run = async () => {
        if (running) {
            again = true;
            return;
        }
        running = true;
        try {
            do {
                again = false;
                await task();
            } while (again);
        } finally {
            running = false;
        }
    };
    const runIfVisible = () => {
        if (!document.hidden) {
            run();
        }
    };
    setInterval(runIfVisible, 1000);
    document.addEventListener('visibilitychange', runIfVisible);
    runIfVisible();
    return run;
}
