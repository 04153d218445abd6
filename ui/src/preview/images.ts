// Addresses of pictures: the host serves those of the posts folder and the blog by a scheme of ours.

import { pictures } from "./pictures.svelte";

const SCHEME = "faircopy-image://localhost";

/** Address under which the host serves a picture that an entry names as `source`. */
export function entryImage(entry: number, source: string): string {
  return `${SCHEME}/${entry}/${encodeURIComponent(source)}${versioned(pictures.version)}`;
}

// The web view keeps what it loaded by its address; the host does not read this part.
function versioned(version: number): string {
  return version === 0 ? "" : `?v=${version}`;
}

/** What the entry names the picture of such an address. */
export function sourceOf(address: string): string {
  if (!address.startsWith(`${SCHEME}/`)) return decoded(address);
  const [bare = ""] = address.split("?");
  return decoded(bare.split("/").slice(4).join("/"));
}

function decoded(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}

/** Address under which the host serves the cover of a row of the library. */
export function coverThumbnail(path: string): string {
  return `${SCHEME}/library/${encodeURIComponent(path)}${versioned(pictures.folder)}`;
}

/** Where a picture or embed of the entry comes from. */
export type Origin =
  | { kind: "local" }
  | { kind: "data" }
  | { kind: "remote"; host: string }
  | { kind: "refused" };

/** Reads a source as a browser would: blanks around it and control characters do not count. */
export function originOf(source: string): Origin {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them from addresses
  const bare = source.replace(/[\u0000-\u0020]/g, "");
  if (/^data:image\/(png|jpeg|gif|webp|avif)[;,]/i.test(bare)) return { kind: "data" };
  const remote = /^(?:https?:)?[\\/]{2,}([^\\/?#]*)/i.exec(bare);
  if (remote) return { kind: "remote", host: remote[1] || "another site" };
  if (/^https?:/i.test(bare)) return { kind: "remote", host: "another site" };
  return /^[a-z][a-z0-9+.-]*:/i.test(bare) ? { kind: "refused" } : { kind: "local" };
}
