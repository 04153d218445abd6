/** The command that serves a Jekyll blog on this computer; its pages are built within its folder. */
export function serveCommand(blog: string): string {
  const folder = blog.replace(/\/+$/, "") || "/";
  return `jekyll serve --source ${quoted(folder)} --destination ${quoted(`${folder}/_site`)}`;
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
