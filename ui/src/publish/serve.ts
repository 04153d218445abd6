/** Where `jekyll serve` puts the pages of a blog. */
const SERVED = "http://localhost:4000";

/** Whether an address is one of this computer, such as a practice blog has. */
export function isLocal(url: string): boolean {
  return url.startsWith("/") || /^https?:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/.test(url);
}

/** Where a page stands while its blog is served on this computer. */
export function localAddress(url: string): string {
  return SERVED + (url.startsWith("/") ? url : url.replace(/^https?:\/\/[^/]*/, ""));
}

/** The command that serves a Jekyll blog on this computer; its pages are built within its folder. */
export function serveCommand(blog: string): string {
  const folder = blog.replace(/\/+$/, "") || "/";
  return `jekyll serve --source ${quoted(folder)} --destination ${quoted(`${folder}/_site`)}`;
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
