/* The circuits, as the server lists them. */

import { element } from './dom.js';
import { clock, seconds } from './format.js';
import { getJson } from './poll.js';

const historyLength = 5;

const meanings = {
    CLOSED: 'Streams begin with the live feed.',
    OPEN: 'Streams begin with the catalogue.',
    HALF_OPEN: 'One stream may try the live feed.',
};

function policyInWords(policy = {}) {
    const { requestVolumeThreshold: volume, failureRatio: ratio, delayMillis: delay, successThreshold: successes } = policy;
    if (volume === undefined || ratio === undefined || delay === undefined) {
        return '';
    }
    const opens = ratio >= 1 ? `after ${volume} failures in a row` : `when ${Math.round(ratio * 100)} % of ${volume} fail`;
    const closes = successes > 1 ? `; closes after ${successes} successes` : '';
    return `Opens ${opens}, for ${seconds(delay)}${closes}.`;
}

export class Circuits {
    #list;
    #note;
    #template;
    #onChange;
    #known = new Map();

    /** @param onChange called with (name, from, to) when a circuit was seen to change */
    constructor(list, note, template, onChange) {
        this.#list = list;
        this.#note = note;
        this.#template = template;
        this.#onChange = onChange;
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
            for (const { view } of this.#known.values()) {
                view.dataset.state = 'unknown';
                view.querySelector('.circuit-state').textContent = 'unknown';
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

    #update({ name, state, policy }) {
        const entry = this.#known.get(name) ?? this.#create(name);
        const { view, history } = entry;
        const before = history.at(-1)?.state;
        view.dataset.state = state;
        view.querySelector('.circuit-state').textContent = state;
        if (before === state) {
            return;
        }
        view.querySelector('.circuit-meaning').textContent = meanings[state] ?? '';
        view.querySelector('.circuit-policy').textContent = policyInWords(policy);
        history.push({ state, at: new Date() });
        history.splice(0, history.length - historyLength);
        view.querySelector('.history').replaceChildren(...history.map((past) => element('li', { 'data-state': past.state },
            element('b', {}, past.state), ` ${clock(past.at)}`)));
        if (before !== undefined) {
            this.#onChange(name, before, state);
        }
    }

    #create(name) {
        const view = this.#template.content.firstElementChild.cloneNode(true);
        view.dataset.circuit = name;
        view.querySelector('.circuit-name').textContent = name;
        this.#list.append(view);
        const entry = { view, history: [] };
        this.#known.set(name, entry);
        return entry;
    }
}
