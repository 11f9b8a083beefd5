/* The stream as a thin strip from its first quake to its last, coloured by source, with its switchovers. */

import { element } from './dom.js';
import { chain, count, quakes } from './format.js';
import { what } from './words.js';

export class ProgressStrip {
    #root;
    #track;
    #end;
    #runs = [];
    #switchovers = [];
    #received = 0;
    #expected = 0;

    /** @param end where the number of quakes at the strip's end is written */
    constructor(root, end) {
        this.#root = root;
        this.#track = root.querySelector('.strip-track');
        this.#end = end;
    }

    /** @param expected how many quakes may come: only the scale, corrected as soon as more come or the stream ends */
    clear(expected) {
        this.#runs = [];
        this.#switchovers = [];
        this.#received = 0;
        this.#expected = expected;
        this.#track.replaceChildren();
        this.show();
    }

    add(source) {
        const last = this.#runs.at(-1);
        if (last?.source === source) {
            last.size += 1;
        } else {
            const bar = element('div', { class: 'strip-run', 'data-source': source });
            this.#track.append(bar);
            this.#runs.push({ source, start: this.#received, size: 1, bar });
        }
        this.#received += 1;
    }

    switchover(fact) {
        const label = element('span', {}, what(fact));
        const marker = element('div', { class: 'strip-switchover', title: `${chain([fact.from, fact.to])}, ${fact.reason}` }, label);
        this.#track.append(marker);
        this.#switchovers.push({ at: this.#received, fact, marker });
    }

    /** The stream has ended with what was received: that is the whole scale. */
    complete() {
        this.#expected = this.#received;
        this.show();
    }

    show() {
        const scale = Math.max(this.#expected, this.#received, 1);
        const percent = (n) => `${(100 * n) / scale}%`;
        for (const { start, size, bar } of this.#runs) {
            bar.style.left = percent(start);
            bar.style.width = percent(size);
        }
        for (const { at, marker } of this.#switchovers) {
            marker.style.left = percent(at);
            marker.dataset.side = at / scale > 0.6 ? 'left' : 'right';
        }
        this.#end.textContent = this.#received === 0 ? '' : quakes(this.#received);
        this.#root.setAttribute('aria-label', this.#inWords());
    }

    #inWords() {
        if (this.#received === 0 && this.#switchovers.length === 0) {
            return 'The stream so far: empty';
        }
        const runs = this.#runs.map(({ source, size }) => `${count(size)} ${source}`);
        const switchovers = this.#switchovers.map(({ fact }) => what(fact));
        return `The stream so far: ${[...runs, ...switchovers].join(', ')}`;
    }
}
