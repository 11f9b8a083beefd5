/* The circuits, as the server lists them. */

import { element } from './dom.js';
import { clock, seconds, wholeSeconds } from './format.js';
import { getJson } from './poll.js';

const historyLength = 5;

/* How often the seconds are counted down, in milliseconds. */
const countdown = 250;

const meanings = new Map([
    ['CLOSED', 'Streams begin with the live feed.'],
    ['OPEN', 'Streams begin with the catalogue.'],
    ['HALF_OPEN', 'The next stream tries the live feed.'],
]);

function policyInWords(policy = {}) {
    const { requestVolumeThreshold: volume, failureRatio: ratio, delayMillis: delay, successThreshold: successes } = policy;
    if (volume === undefined || ratio === undefined || delay === undefined) {
        return '';
    }
    const opens = ratio >= 1 ? `after ${volume} failures in a row` : `when ${Math.round(ratio * 100)} % of ${volume} fail`;
    const closes = successes > 1 ? `; closes after ${successes} successes` : '';
    return `opens ${opens}, for ${seconds(delay)}${closes}.`;
}

/** When an open circuit asks again: changes by itself from one look at the server to the next. */
function showWait({ view, admitsAt }) {
    let text = '';
    if (view.dataset.state === 'OPEN') {
        text = admitsAt === undefined ? 'held by an operator'
            : `asks again in ${wholeSeconds(Math.max(0, admitsAt - performance.now()))}`;
    }
    const node = view.querySelector('.circuit-wait');
    if (node.textContent !== text) {
        node.textContent = text;
    }
}

export class Circuits {
    #list;
    #note;
    #template;
    #onChange;
    #known = new Map();

    /** @param onChange called with (from, to, what that means) when a circuit was seen to change */
    constructor(list, note, template, onChange) {
        this.#list = list;
        this.#note = note;
        this.#template = template;
        this.#onChange = onChange;
        setInterval(() => this.#known.forEach(showWait), countdown);
    }

    async refresh() {
        try {
            const circuits = await getJson('api/circuits');
            this.#show(circuits);
            this.#note.hidden = circuits.length > 0;
            this.#note.textContent = 'No circuit yet.';
        } catch {
            this.#note.hidden = false;
            this.#note.textContent = 'The server does not answer; asking again.';
            for (const entry of this.#known.values()) {
                entry.view.dataset.state = 'unknown';
                entry.view.querySelector('.circuit-state').textContent = 'unknown';
                showWait(entry);
            }
        }
    }

    #show(circuits) {
        const names = new Set(circuits.map((circuit) => circuit.name));
        for (const [name, { view }] of this.#known) {
            if (!names.has(name)) {
                view.remove();
                this.#known.delete(name);
            }
        }
        circuits.forEach((circuit) => this.#update(circuit));
    }

    #update({ name, state, policy, admitsInMillis }) {
        const entry = this.#known.get(name) ?? this.#create(name);
        const { view, history, state: before } = entry;
        entry.state = state;
        entry.admitsAt = admitsInMillis === undefined ? undefined : performance.now() + admitsInMillis;
        view.dataset.state = state;
        showWait(entry);
        view.querySelector('.circuit-state').textContent = state;
        if (before === state) {
            return;
        }
        view.querySelector('.circuit-meaning').textContent = meanings.get(state) ?? '';
        view.querySelector('.circuit-policy').textContent = policyInWords(policy);
        if (before === undefined) {
            return; // how the page found it is no change
        }
        history.push({ state, at: new Date() });
        history.splice(0, history.length - historyLength);
        view.querySelector('.history').replaceChildren(...history.map((past) => element('li', { 'data-state': past.state },
            element('b', {}, past.state), ` ${clock(past.at)}`)));
        this.#onChange(before, state, meanings.get(state) ?? '');
    }

    #create(name) {
        const view = this.#template.content.firstElementChild.cloneNode(true);
        view.dataset.circuit = name;
        view.querySelector('.circuit-name').textContent = name;
        this.#list.append(view);
        const entry = { view, state: undefined, admitsAt: undefined, history: [] };
        this.#known.set(name, entry);
        return entry;
    }
}
