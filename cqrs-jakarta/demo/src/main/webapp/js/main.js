/* Puts the page together: one stream at a time, its parts, and the two polls. */

import { Circuits } from './circuits.js';
import { element } from './dom.js';
import { Feed } from './faults.js';
import { count, quakes, seconds, times, wholeSeconds } from './format.js';
import { ArrivalList } from './list.js';
import { QuakeMap } from './map.js';
import { everySecond } from './poll.js';
import { openStream } from './stream.js';
import { ProgressStrip } from './strip.js';
import { Tally } from './tally.js';
import { bindTheme } from './theme.js';
import { origins, sentence, wasNotAsked, what, why } from './words.js';

/* How many quakes the recorded week holds: the strip's scale until the stream itself says better. */
const expected = { '': 1707, '2.5': 297, '4.5': 85 };

/* A stream that has brought nothing for so long is said to wait. */
const silence = 2500;

const byId = (id) => document.getElementById(id);
const start = byId('start');
const stop = byId('stop');
const outcome = byId('outcome');
const announcer = byId('announcer');
const counters = new Map([...document.querySelectorAll('[data-count]')].map((node) => [node.dataset.count, node]));

/* Each message is a line of its own, so that one that follows at once doesn't swallow the one before. */
const announce = (text) => {
    announcer.append(element('p', {}, text));
    while (announcer.childElementCount > 5) {
        announcer.firstElementChild.remove();
    }
};
const done = (step) => document.querySelector(`[data-step="${step}"]`).setAttribute('data-done', '');

const map = new QuakeMap(byId('map'), announce);
const list = new ArrivalList(byId('arrivals'), byId('shown'), (id) => map.pointOut(id));
const strip = new ProgressStrip(byId('strip'), byId('strip-end'));
const feed = new Feed(document.querySelector('.feed'), (kind) => announce(`Fault of the feed: ${kind}`));
const circuits = new Circuits(byId('circuits'), byId('circuits-note'), byId('circuit-template'), circuitChanged);

bindTheme(byId('theme'), () => map.redraw());
const refreshFeed = everySecond(() => feed.refresh());
const refreshCircuits = everySecond(() => circuits.refresh());

let stream = null; // the open stream, or null
let tally = new Tally();
let arrived = []; // what the next frame will show
let connections = 0;
let lastArrival = 0;

function circuitChanged(from, to, meaning) {
    announce(`The circuit is ${to}. ${meaning}`);
    if (to === 'OPEN') {
        done('open');
    }
    if (from !== 'CLOSED' && to === 'CLOSED') {
        done('close');
    }
}

function showOutcome(state, text) {
    outcome.dataset.outcome = state;
    outcome.querySelector('span').textContent = text;
}

/* One piece of work per frame, however many quakes came. */
function arrive(entry) {
    if (arrived.length === 0) {
        requestAnimationFrame(showArrived);
    }
    arrived.push(entry);
}

function showArrived() {
    const entries = arrived;
    arrived = [];
    for (const { quake, switchover } of entries) {
        if (quake) {
            strip.add(quake.source);
        } else {
            strip.switchover(switchover);
        }
    }
    list.add(entries);
    map.add(entries.filter((entry) => entry.quake).map((entry) => entry.quake));
    showCounts();
}

function showCounts() {
    strip.show();
    for (const [name, node] of counters) {
        node.textContent = count(tally[name]);
    }
    counters.get('repeated').toggleAttribute('data-wrong', tally.repeated > 0);
}

const listener = {
    opened() {
        connections += 1;
        tally.connectionOpened();
        lastArrival = performance.now();
        showOutcome('streaming', 'Streaming.');
        if (connections > 1) {
            announce('Connected again, the stream goes on.');
        }
        refreshFeed();
    },
    item(quake) {
        lastArrival = performance.now();
        if (tally.add(quake)) {
            arrive({ quake });
        } else {
            showCounts();
        }
    },
    switchover(fact) {
        if (!tally.addSwitchover(fact)) {
            return;
        }
        arrive({ switchover: fact });
        announce(`${sentence(what(fact))}: ${why(fact)}.`);
        if (!wasNotAsked(fact)) {
            done('break');
        }
        refreshFeed();
        refreshCircuits();
    },
    complete(fact) {
        const missing = fact.items - tally.received - tally.repeated;
        const gap = missing > 0 ? `; ${quakes(missing)} missing` : '';
        const losses = connections > 1 ? `; connected again ${times(connections - 1)}` : '';
        end('complete', `Complete: ${quakes(fact.items)}${origins(tally)}${losses}${gap}.`);
    },
    failure(problem) {
        const number = problem.status ? ` (${problem.status})` : '';
        const reference = problem.instance ? ` In the server's log as ${problem.instance}.` : '';
        end('failure', `Failed after ${quakes(tally.received)}: ${problem.title ?? 'no reason given'}${number}.${reference}`);
    },
    refused() {
        end('failure', connections === 0
            ? 'The server did not open the stream: it may have too many, or be about to stop. Try again in some seconds.'
            : `The connection was lost after ${quakes(tally.received)}, and the server did not take the stream up again: `
                + 'it may have too many, or be about to stop. Start again in some seconds.');
    },
    lost(pause) {
        const next = pause === undefined ? 'the browser is trying again'
            : `the server doesn’t take it up yet, trying again in ${wholeSeconds(pause)}`;
        const text = connections === 0 ? `No connection yet, ${next}.`
            : `Connection lost after ${quakes(tally.received)}, ${next}.`;
        if (outcome.dataset.outcome !== 'lost') {
            announce(text); // once, however often it has to try
        }
        showOutcome('lost', text);
    },
};

function begin() {
    stream?.stop();
    const minMagnitude = document.querySelector('input[name="magnitude"]:checked').value;
    tally = new Tally();
    arrived = [];
    connections = 0;
    list.clear();
    map.clear();
    strip.clear(expected[minMagnitude] ?? 0);
    showCounts();
    showOutcome('streaming', 'Opening the stream.');
    announce('Stream started.');
    done('start');
    start.textContent = 'Start again';
    stop.disabled = false;
    stream = openStream(minMagnitude, listener);
}

function end(state, text) {
    stream = null;
    showArrived();
    if (state === 'complete') {
        strip.complete();
    }
    showOutcome(state, text);
    announce(text);
    start.textContent = 'Start stream';
    if (document.activeElement === stop) {
        start.focus(); // a disabled button would drop the keyboard's place
    }
    stop.disabled = true;
    refreshFeed();
    refreshCircuits();
}

start.addEventListener('click', begin);
stop.addEventListener('click', () => {
    stream?.stop();
    end('stopped', `Stopped after ${quakes(tally.received)}.`);
});

setInterval(() => {
    const quiet = performance.now() - lastArrival;
    if (stream && outcome.dataset.outcome === 'streaming' && connections > 0) {
        outcome.querySelector('span').textContent = quiet > silence
            ? `Streaming; nothing has come for ${seconds(Math.floor(quiet / 1000) * 1000)}.` : 'Streaming.';
    }
}, 500);
