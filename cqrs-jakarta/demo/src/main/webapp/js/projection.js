/* The Equal Earth projection (Šavrič, Patterson, Jenny 2018): areas are true, the shape is calm. */

const a1 = 1.340264;
const a2 = -0.081106;
const a3 = 0.000893;
const a4 = 0.003796;
const m = Math.sqrt(3) / 2;
const radians = Math.PI / 180;

function raw(longitude, latitude) {
    const theta = Math.asin(m * Math.sin(latitude * radians));
    const t2 = theta * theta;
    const t6 = t2 * t2 * t2;
    const x = (longitude * radians * Math.cos(theta)) / (m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)));
    const y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
    return [x, y];
}

const [halfWidth] = raw(180, 0);
const [, halfHeight] = raw(0, 90);

/** Width of the whole world's map divided by its height. */
export const aspect = halfWidth / halfHeight;

/** A longitude in degrees east of Greenwich as degrees east of the central meridian, from -180 to 180. */
export function relativeTo(centralMeridian, longitude) {
    return ((((longitude - centralMeridian + 180) % 360) + 360) % 360) - 180;
}

/**
 * Where a point stands on a map of width 1, as [x, y] from the upper left corner; the height is 1 / aspect.
 * The longitude is relative to the central meridian; both are in degrees.
 */
export function project(longitude, latitude) {
    const [x, y] = raw(longitude, latitude);
    return [(x + halfWidth) / (2 * halfWidth), (halfHeight - y) / (2 * halfWidth)];
}
