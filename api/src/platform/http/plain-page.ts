import type { Response } from 'express';

/** The style sheet of the pages that the server draws itself, at this address. */
export const PLAIN_PAGE_CSS = '/auth/page.css';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * A whole page without script, for what happens outside the web client: sign-in, errors of it, a client that is not
 * built. `body` is HTML and its maker escapes what it puts in.
 */
export function plainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<title>${escapeHtml(title)} - Quorate</title>
<link rel="stylesheet" href="${PLAIN_PAGE_CSS}">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><span class="name">Quorate</span></header>
<main id="main">
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** Sends one. Never kept by a cache. */
export function sendPlainPage(response: Response, status: number, title: string, body: string): void {
  response.status(status).setHeader('Cache-Control', 'no-store');
  response.type('html').send(plainPage(title, body));
}

export const plainPageCss = `
*{box-sizing:border-box}
body{margin:0;font:19px/1.5 Arial,Helvetica,sans-serif;color:#212b32;background:#f0f4f5}
header{background:#005eb8;color:#fff;padding:16px 24px}
.name{font-size:24px;font-weight:700}
.skip{position:absolute;left:-9999px}
.skip:focus{position:static;display:block;padding:8px 24px;background:#ffeb3b;color:#212b32}
main{max-width:1020px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:36px;line-height:1.2;margin:0 0 16px}
h2{font-size:26px;line-height:1.25;margin:40px 0 8px}
h3{font-size:21px;margin:24px 0 8px}
a{color:#005eb8}
a:focus,button:focus,summary:focus{outline:4px solid #212b32;outline-offset:0;background:#ffeb3b;color:#212b32}
.hint{color:#4c6272;margin-top:0}
.notice{background:#fff;border-left:8px solid #005eb8;padding:16px 24px;margin:24px 0}
.button,button{font:inherit;font-weight:600;display:inline-block;text-decoration:none;background:#007f3b;color:#fff;border:0;border-radius:4px;box-shadow:0 4px 0 #003317;padding:10px 16px;cursor:pointer;min-height:44px}
.people{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:12px}
.people li{background:#fff;border:1px solid #d8dde0;border-radius:4px;padding:12px 16px;display:flex;flex-direction:column;gap:6px}
.people p{margin:0;font-size:17px}
.people form{margin-top:auto;padding-top:6px}
.people button{width:100%;text-align:left}
fieldset{border:1px solid #aeb7bd;border-radius:4px;margin:24px 0;padding:0 16px 8px}
input[type=checkbox],input[type=radio]{width:22px;height:22px;vertical-align:-4px;margin:0 8px 0 0}
input:not([type]),input[type=date],select,textarea{font:inherit;color:inherit;background:#fff;border:2px solid #4c6272;border-radius:0;padding:6px 8px;min-height:44px;width:100%;max-width:36em}
input[type=date]{width:auto}
input:focus,select:focus,textarea:focus{outline:4px solid #ffeb3b;outline-offset:0;box-shadow:inset 0 0 0 2px #212b32}
.left{color:#7a1616}
@media (max-width:420px){main{padding:24px 16px}h1{font-size:28px}}
@media (prefers-color-scheme:dark){
:root{color-scheme:dark}
body{color:#eceff1;background:#14191e}
header{background:#12395f}
a{color:#8cc2ff}
.hint{color:#b6c3cc}
.notice{background:#1f262d;border-color:#8cc2ff}
.people li{background:#1f262d;border-color:#414c56}
.left{color:#ff9b91}
input:not([type]),input[type=date],select,textarea{background:#1f262d;border-color:#b6c3cc}
a:focus,button:focus,summary:focus{outline-color:#fff}
}
@media (forced-colors:active){button,.people li{border:1px solid}}
`;
