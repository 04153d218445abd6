// The cage of the preview: a frame without scripts whose policy stands first in it.
import codeCss from "./code.css?inline";
import pageCss from "./page.css?inline";

/** No script may run; the parent may still read and change the frame's document. */
export const SANDBOX = "allow-same-origin";

/** Nothing loads in the frame but pictures of the host and what the page carries itself. */
export const POLICY =
  "default-src 'none'; img-src faircopy-image: data:; style-src 'unsafe-inline'; " +
  "base-uri 'none'; form-action 'none'";

/** The empty page of the frame. */
export function cageDocument(): string {
  return (
    `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta charset="utf-8"><title>Preview</title><style>${pageCss}${codeCss}</style></head>` +
    '<body><article id="page"><header id="page-head"></header><div id="page-body"></div></article></body></html>'
  );
}
