import type { ShopSpec } from "./types";

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1b19; --soft: #6b675f; --paper: #f6f4ef; --card: #fff; --line: #e4e0d7; --go: #16594a; --on-go: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f1eee7; --soft: #a8a399; --paper: #171614; --card: #211f1c; --line: #36332e; --go: #7fd1bb; --on-go: #0e2a23 }
}
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif }
main { width: min(27rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 2rem }
p.note { margin: 0 0 1.25rem; color: var(--soft); font-size: .875rem }
h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; text-wrap: balance }
h2 { margin: 1.5rem 0 .5rem; font-size: .875rem; color: var(--soft); font-weight: 600 }
ul { margin: 0; padding: 0; list-style: none }
li { padding: .625rem 0; border-top: 1px solid var(--line); display: flex; justify-content: space-between; gap: 1rem }
li span:last-child { color: var(--soft) }
form { display: flex; gap: .75rem; margin-top: 1.75rem }
button { flex: 1; min-height: 2.75rem; border-radius: .625rem; border: 1px solid var(--line); background: transparent; color: inherit;
  font: inherit; font-weight: 600; cursor: pointer }
button[value="approve"] { background: var(--go); border-color: var(--go); color: var(--on-go) }
button:focus-visible { outline: 3px solid var(--go); outline-offset: 2px }
`;

const PERMISSIONS = ["Shop information", "Orders and their payments", "Returns and refunds", "Products"];

export function consentPage(shops: readonly ShopSpec[], serviceId: string, state: string): string {
  const shopRows = shops.map(
    ({ name, region }) => `<li><span>${escapeHtml(name)}</span><span>${escapeHtml(region)}</span></li>`,
  );
  const permissionRows = PERMISSIONS.map((name) => `<li><span>${name}</span><span>Read</span></li>`);
  return htmlPage(
    "Authorise access",
    `<p class="note">Sandbox TikTok Shop. No real shop is connected.</p>
<h1>An app asks to read your shop</h1>
<h2>Shops</h2><ul>${shopRows.join("")}</ul>
<h2>It will be able to see</h2><ul>${permissionRows.join("")}</ul>
<form method="post" action="/open/authorize/decision">
<input type="hidden" name="service_id" value="${escapeHtml(serviceId)}">
<input type="hidden" name="state" value="${escapeHtml(state)}">
<button type="submit" name="decision" value="decline">Decline</button>
<button type="submit" name="decision" value="approve">Authorise</button>
</form>`,
  );
}

export function problemPage(title: string, text: string): string {
  return htmlPage(title, `<h1>${escapeHtml(title)}</h1><p class="note">${escapeHtml(text)}</p>`);
}

function htmlPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Sandbox TikTok Shop</title><style>${STYLE}</style></head>
<body><main>${content}</main></body></html>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
