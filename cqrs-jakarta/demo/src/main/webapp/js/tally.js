/* What was received, counted by quake id. */

import { wasNotAsked } from './words.js';

/**
 * Counts quakes. A quake known from an earlier connection is neither new nor a repeat: a browser that
 * connects again may be given it again. Only one that comes twice within one connection is a repeat.
 */
export class Tally {
    #known = new Set();
    #told = new Set();
    #thisConnection = new Set();
    live = 0;
    catalogue = 0;
    repeated = 0;
    switchovers = 0;

    get received() {
        return this.#known.size;
    }

    connectionOpened() {
        this.#thisConnection.clear();
    }

    /** Takes a switchover in and says whether it is new: one that happened where a connection broke is told again. */
    addSwitchover(fact) {
        const key = JSON.stringify([fact.position, fact.from, fact.to]);
        if (this.#told.has(key)) {
            return false;
        }
        this.#told.add(key);
        if (!wasNotAsked(fact)) {
            this.switchovers += 1;
        }
        return true;
    }

    /** Takes a quake in and says whether it is new to the page. */
    add(quake) {
        if (this.#thisConnection.has(quake.id)) {
            this.repeated += 1;
            return false;
        }
        this.#thisConnection.add(quake.id);
        if (this.#known.has(quake.id)) {
            return false;
        }
        this.#known.add(quake.id);
        if (quake.source === 'live') {
            this.live += 1;
        } else {
            this.catalogue += 1;
        }
        return true;
    }
}
