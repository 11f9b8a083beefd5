/* The list of arrivals, newest on top. */

import { element } from './dom.js';
import { chain, count, magnitude, sourceName, utc } from './format.js';
import { sentence, what, why } from './words.js';

const mostRows = 200;
const strongFrom = 4.5;

function quakeRow(quake) {
    const row = element('tr', { 'data-quake': '', 'data-id': quake.id, 'data-source': quake.source },
        element('td', {}, utc(quake.time)),
        element('td', { class: 'number' }, magnitude(quake.magnitude)),
        element('td', { title: quake.place ?? '' }, quake.place ?? ''),
        element('td', {},
            element('i', { class: `mark ${quake.source === 'live' ? 'live' : 'catalogue'}` }),
            sourceName(quake.source)));
    if (quake.magnitude >= strongFrom) {
        row.dataset.strong = '';
    }
    return row;
}

function switchoverRow(fact) {
    return element('tr', { 'data-switchover': '', 'data-position': fact.position },
        element('td', { colspan: '4', title: `${chain([fact.from, fact.to])}, ${fact.reason}` },
            element('b', {}, `${sentence(what(fact))}: `), `${why(fact)}.`));
}

export class ArrivalList {
    #body;
    #shown;
    #received = 0;

    /** @param onPoint called with the id of the quake whose row is under the pointer, or null */
    constructor(body, shown, onPoint) {
        this.#body = body;
        this.#shown = shown;
        body.addEventListener('pointerover', (event) => {
            onPoint(event.target.closest('[data-quake]')?.dataset.id ?? null);
        });
        body.addEventListener('pointerleave', () => onPoint(null));
    }

    clear() {
        this.#received = 0;
        this.#body.replaceChildren();
        this.#shown.textContent = '';
    }

    /** Adds entries in the order they came: {quake} or {switchover}. */
    add(entries) {
        const quakes = entries.filter((entry) => entry.quake).length;
        this.#received += quakes;
        let surplus = quakes - mostRows;
        const fragment = document.createDocumentFragment();
        for (const entry of entries) {
            if (entry.switchover) {
                fragment.prepend(switchoverRow(entry.switchover));
            } else if (surplus > 0) {
                surplus -= 1;
            } else {
                fragment.prepend(quakeRow(entry.quake));
            }
        }
        this.#body.prepend(fragment);
        this.#trim();
        this.#shown.textContent = this.#received > mostRows
            ? `the newest ${mostRows} of ${count(this.#received)}` : '';
    }

    /** Keeps the newest quakes, and every switchover: that is what one came to see. */
    #trim() {
        const rows = this.#body.querySelectorAll('[data-quake]');
        for (let i = mostRows; i < rows.length; i += 1) {
            rows[i].remove();
        }
    }
}
