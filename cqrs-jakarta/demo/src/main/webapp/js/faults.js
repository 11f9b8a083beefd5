/* The live feed: what it was asked, and the buttons that break it. */

import { count } from './format.js';
import { getJson } from './poll.js';

const afterItems = 20;

const effects = {
    none: () => 'The feed works as it should.',
    refuse: () => 'The feed refuses every connection.',
    drop: (n) => `The feed closes the connection after ${n} quakes.`,
    stall: (n) => `The feed falls silent after ${n} quakes, still connected.`,
    garbage: (n) => `After ${n} quakes the feed sends what nobody can read.`,
};

const pace = (rate) => (rate > 0 ? `${count(rate)}/s` : 'no limit');

export class Feed {
    #root;
    #buttons;
    #note;
    #onChoice;

    /** @param onChoice called with the kind when a fault was set by its button */
    constructor(root, onChoice) {
        this.#root = root;
        this.#buttons = [...root.querySelectorAll('[data-fault]')];
        this.#note = root.querySelector('#fault-note');
        this.#onChoice = onChoice;
        for (const button of this.#buttons) {
            button.addEventListener('click', () => this.#choose(button.dataset.fault));
        }
    }

    async refresh() {
        try {
            this.#show(await getJson('api/feed'));
        } catch {
            this.#say('The server does not answer; asking again.', true);
        }
    }

    #show({ requests, fault, faultsEnabled, rate, catalogueRate, url }) {
        for (const button of this.#buttons) {
            button.disabled = !faultsEnabled;
            button.setAttribute('aria-pressed', String(button.dataset.fault === fault?.kind));
        }
        const effect = effects[fault?.kind]?.(fault.afterItems) ?? '';
        this.#say(faultsEnabled ? effect
            : 'Off: the server runs without quakes.faults.enabled=true.');
        const requestCount = this.#fact('requests', count(requests));
        requestCount.title = url ?? '';
        this.#fact('rate', pace(rate));
        this.#fact('catalogue-rate', pace(catalogueRate));
    }

    async #choose(kind) {
        const fault = { kind, afterItems: kind === 'none' || kind === 'refuse' ? 0 : afterItems };
        try {
            const response = await fetch('api/feed/fault', {
                method: 'PUT',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify(fault),
            });
            if (response.ok) {
                this.#onChoice(kind);
            }
            await this.refresh();
            if (!response.ok) {
                this.#say(`The server did not accept that (${response.status}).`, true);
            }
        } catch {
            this.#say('The server does not answer; the feed is as it was.', true);
        }
    }

    #fact(name, text) {
        const node = this.#root.querySelector(`[data-feed="${name}"]`);
        node.textContent = text;
        return node;
    }

    #say(text, wrong = false) {
        this.#note.textContent = text;
        this.#note.toggleAttribute('data-wrong', wrong);
    }
}
