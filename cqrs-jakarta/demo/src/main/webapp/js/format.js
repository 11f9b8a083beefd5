/* How numbers, times and words are written on the page. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const integer = new Intl.NumberFormat('en');
const two = (n) => String(n).padStart(2, '0');

export const count = (n) => integer.format(n);

export const quakes = (n) => `${count(n)} ${n === 1 ? 'quake' : 'quakes'}`;

export const times = (n) => (n === 1 ? 'once' : `${count(n)} times`);

export function utc(iso) {
    const t = new Date(iso);
    if (Number.isNaN(t.getTime())) {
        return '–';
    }
    return `${two(t.getUTCDate())} ${months[t.getUTCMonth()]} `
        + `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())}`;
}

export function clock(date) {
    return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export const magnitude = (m) => (Number.isFinite(m) ? m.toFixed(1).replace('-', '−') : '–');

export const sourceName = (source) => (source === 'live' ? 'live feed' : source);

export const chain = (steps) => steps.join(' → ');

/** Rounded up: a count down that says 0 is over. */
export const wholeSeconds = (millis) => `${integer.format(Math.ceil(millis / 1000))} s`;

export function seconds(millis) {
    return `${integer.format(Math.round(millis / 100) / 10)} s`;
}
