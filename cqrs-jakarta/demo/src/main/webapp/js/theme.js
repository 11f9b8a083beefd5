/* Light or dark: the system's choice until the button says otherwise; the button's choice is remembered. */

const key = 'quakes.theme';
const root = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

function remembered() {
    try {
        return localStorage.getItem(key);
    } catch {
        return null; // storage may be forbidden; the page works without it
    }
}

function remember(theme) {
    try {
        localStorage.setItem(key, theme);
    } catch {
        // forgotten with the page, then
    }
}

function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : systemIsDark.matches;
}

const chosen = remembered();
if (chosen === 'light' || chosen === 'dark') {
    root.dataset.theme = chosen;
}

/** Lets the button change the theme, and calls `onChange` whenever the colours have changed, whoever did it. */
export function bindTheme(button, onChange) {
    const show = () => button.setAttribute('aria-pressed', String(isDark()));
    show();
    button.addEventListener('click', () => {
        root.dataset.theme = isDark() ? 'light' : 'dark';
        remember(root.dataset.theme);
        show();
        onChange();
    });
    systemIsDark.addEventListener('change', () => {
        show();
        onChange();
    });
}
