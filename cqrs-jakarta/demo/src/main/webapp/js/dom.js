/* Making elements. Text goes in as text only, so that no datum can become markup. */

export function element(name, attributes = {}, ...children) {
    return fill(document.createElement(name), attributes, children);
}

export function svgElement(name, attributes = {}, ...children) {
    return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
}
