/* The world map: coast as SVG, quakes on a canvas (each drawn once), pulses and the pointed-out quake above. */

import { element, svgElement } from './dom.js';
import { magnitude, sourceName, utc } from './format.js';
import { centralMeridian, landRings } from './land.js';
import { aspect, project, relativeTo } from './projection.js';

const unit = 1000; // the drawings' own width
const margin = 16; // pixels by which the canvas reaches over the map's edge, as in the style sheet
const mostPulses = 30; // at once: more would hide the quakes
const reach = 14; // pixels within which the pointer finds a quake

const calm = matchMedia('(prefers-reduced-motion: reduce)');

function line(points, close) {
    const steps = points.map(([longitude, latitude], i) => {
        const [x, y] = project(longitude, latitude);
        return `${i === 0 ? 'M' : 'L'}${(x * unit).toFixed(1)} ${(y * unit).toFixed(1)}`;
    });
    return steps.join('') + (close ? 'Z' : '');
}

function meridian(longitude, from = -90, to = 90) {
    const step = from < to ? 3 : -3;
    const points = [];
    for (let latitude = from; step > 0 ? latitude <= to : latitude >= to; latitude += step) {
        points.push([longitude, latitude]);
    }
    return points;
}

function drawEarth(svg) {
    const graticule = [];
    for (let longitude = -150; longitude <= 150; longitude += 30) {
        graticule.push(line(meridian(longitude)));
    }
    for (let latitude = -60; latitude <= 60; latitude += 30) {
        graticule.push(line([[-180, latitude], [180, latitude]]));
    }
    svg.setAttribute('viewBox', `0 0 ${unit} ${(unit / aspect).toFixed(1)}`);
    svg.append(
        svgElement('path', { class: 'sphere', d: line([...meridian(-180), ...meridian(180, 90, -90)], true) }),
        svgElement('path', { class: 'graticule', d: graticule.join('') }),
        svgElement('path', { class: 'coast', d: landRings().map((ring) => line(ring, true)).join('') }),
    );
}

/** The radius on a map of the full width, growing with the magnitude; the energy grows far faster. */
function radius(m) {
    return 2 + 0.17 * Math.max(Number.isFinite(m) ? m : 0, 0) ** 2.12;
}

export class QuakeMap {
    #root;
    #canvas;
    #pulses;
    #halo = svgElement('circle', { class: 'halo', visibility: 'hidden' });
    #tooltip;
    #announce;
    #marks = [];
    #pointed = -1;
    #width = 0;
    #colours = {};

    /** @param announce called with a sentence when the keyboard has moved to a quake */
    constructor(root, announce) {
        this.#root = root;
        this.#canvas = root.querySelector('canvas');
        this.#pulses = root.querySelector('.pulses');
        this.#tooltip = root.querySelector('.tooltip');
        this.#announce = announce;
        this.#pulses.append(this.#halo);
        drawEarth(root.querySelector('.earth'));
        new ResizeObserver(() => this.redraw()).observe(root);
        root.addEventListener('pointermove', (event) => this.#pointAt(event));
        root.addEventListener('pointerdown', (event) => this.#pointAt(event));
        root.addEventListener('pointerleave', () => this.point(-1));
        root.addEventListener('blur', () => this.point(-1));
        root.addEventListener('keydown', (event) => this.#step(event));
    }

    clear() {
        this.#marks = [];
        this.point(-1);
        this.#pulses.replaceChildren(this.#halo);
        this.redraw();
    }

    /** Adds quakes in the order they came. */
    add(quakes) {
        const context = this.#canvas.getContext('2d');
        const pulseFrom = calm.matches ? quakes.length : quakes.length - mostPulses;
        quakes.forEach((quake, i) => {
            const [x, y] = project(relativeTo(centralMeridian, quake.longitude), quake.latitude);
            const mark = { quake, x, y };
            this.#marks.push(mark);
            this.#draw(context, mark);
            if (i >= pulseFrom && this.#pulses.childElementCount <= mostPulses) {
                this.#pulse(mark);
            }
        });
    }

    /** Draws everything anew, in the size and the colours of now. */
    redraw() {
        const { clientWidth, clientHeight } = this.#root;
        const density = window.devicePixelRatio || 1;
        this.#width = clientWidth;
        this.#canvas.width = Math.round((clientWidth + 2 * margin) * density);
        this.#canvas.height = Math.round((clientHeight + 2 * margin) * density);
        this.#pulses.setAttribute('viewBox', `0 0 ${clientWidth || 1} ${clientHeight || 1}`);
        this.#colours = this.#readColours();
        const context = this.#canvas.getContext('2d');
        context.scale(density, density);
        context.translate(margin, margin);
        for (const mark of this.#marks) {
            this.#draw(context, mark);
        }
        this.point(this.#pointed);
    }

    /** Points out the quake with this id, as the list does for the row under the pointer. */
    pointOut(id) {
        this.point(this.#marks.findIndex((mark) => mark.quake.id === id));
    }

    /** Points out the quake at this index, or none for -1. */
    point(index) {
        const mark = this.#marks[index];
        this.#pointed = mark ? index : -1;
        this.#tooltip.hidden = !mark;
        this.#halo.setAttribute('visibility', mark ? 'visible' : 'hidden');
        if (mark) {
            this.#showHalo(mark);
            this.#showTooltip(mark);
        }
    }

    #readColours() {
        // A custom property is handed out as written, so the colours are read where they have been computed.
        const probe = this.#root.appendChild(element('i'));
        const read = (name) => {
            probe.style.color = `var(${name})`;
            return getComputedStyle(probe).color;
        };
        const colours = { live: read('--live'), catalogue: read('--catalogue'), rim: read('--panel') };
        probe.remove();
        return colours;
    }

    #radius(mark) {
        return radius(mark.quake.magnitude) * Math.min(Math.max(this.#width / 800, 0.62), 1.3);
    }

    #draw(context, mark) {
        const x = mark.x * this.#width;
        const y = mark.y * this.#width;
        const r = this.#radius(mark);
        context.beginPath();
        if (mark.quake.source === 'live') {
            context.arc(x, y, r, 0, 2 * Math.PI);
        } else {
            const d = r * 1.3;
            context.moveTo(x, y - d);
            context.lineTo(x + d, y);
            context.lineTo(x, y + d);
            context.lineTo(x - d, y);
            context.closePath();
        }
        context.globalAlpha = 0.82;
        context.fillStyle = mark.quake.source === 'live' ? this.#colours.live : this.#colours.catalogue;
        context.fill();
        context.globalAlpha = 0.75;
        context.lineWidth = 0.8;
        context.strokeStyle = this.#colours.rim;
        context.stroke();
    }

    #pulse(mark) {
        const circle = svgElement('circle', {
            class: 'pulse',
            'data-source': mark.quake.source,
            cx: mark.x * this.#width,
            cy: mark.y * this.#width,
            r: this.#radius(mark) + 2,
        });
        circle.addEventListener('animationend', () => circle.remove());
        this.#pulses.append(circle);
    }

    #showHalo(mark) {
        this.#halo.setAttribute('cx', mark.x * this.#width);
        this.#halo.setAttribute('cy', mark.y * this.#width);
        this.#halo.setAttribute('r', this.#radius(mark) + 4);
        this.#pulses.append(this.#halo);
    }

    #showTooltip(mark) {
        const { quake } = mark;
        const set = (selector, text) => {
            this.#tooltip.querySelector(selector).textContent = text;
        };
        set('strong', `Magnitude ${magnitude(quake.magnitude)}`);
        set('.tooltip-place', quake.place ?? '');
        set('.tooltip-time', `${utc(quake.time)} UTC, ${Math.round(quake.depthKm)} km deep`);
        set('.tooltip-source', `from the ${sourceName(quake.source)}`);
        const { offsetWidth, offsetHeight } = this.#tooltip;
        const x = mark.x * this.#width;
        const y = mark.y * this.#width;
        const away = this.#radius(mark) + 10;
        const left = x + away + offsetWidth > this.#width ? x - away - offsetWidth : x + away;
        const top = Math.min(Math.max(y - offsetHeight / 2, 0), this.#root.clientHeight - offsetHeight);
        this.#tooltip.style.transform = `translate(${Math.round(Math.max(left, 0))}px, ${Math.round(top)}px)`;
    }

    #pointAt(event) {
        const box = this.#root.getBoundingClientRect();
        const x = event.clientX - box.left;
        const y = event.clientY - box.top;
        let nearest = -1;
        let least = reach;
        this.#marks.forEach((mark, i) => {
            const distance = Math.hypot(mark.x * this.#width - x, mark.y * this.#width - y);
            if (distance <= least) {
                least = distance;
                nearest = i;
            }
        });
        if (nearest !== this.#pointed) {
            this.point(nearest);
        }
    }

    #step(event) {
        const last = this.#marks.length - 1;
        const from = this.#pointed;
        const target = {
            ArrowLeft: from < 0 ? last : Math.max(from - 1, 0),
            ArrowRight: from < 0 ? last : Math.min(from + 1, last),
            Home: 0,
            End: last,
            Escape: -1,
        }[event.key];
        if (target === undefined || last < 0) {
            return;
        }
        event.preventDefault();
        this.point(target);
        if (target >= 0) {
            const { quake } = this.#marks[target];
            this.#announce(`Quake ${target + 1} of ${last + 1}: magnitude ${magnitude(quake.magnitude)}, `
                + `${quake.place}, from the ${sourceName(quake.source)}`);
        }
    }
}
