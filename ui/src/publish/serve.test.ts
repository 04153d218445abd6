import { expect, test } from "vitest";
import { isLocal, localAddress, serveCommand } from "./serve";

test.each([
  ["/home/a/blog", "jekyll serve --source /home/a/blog --destination /home/a/blog/_site"],
  [
    "/home/a/My Blog/",
    "jekyll serve --source '/home/a/My Blog' --destination '/home/a/My Blog/_site'",
  ],
  ["/a'b", "jekyll serve --source '/a'\\''b' --destination '/a'\\''b/_site'"],
])("a shell reads the folder %s as it is", (blog, command) => {
  expect(serveCommand(blog)).toBe(command);
});

test.each([
  ["https://a.org/2026/x.html", false, "http://localhost:4000/2026/x.html"],
  ["http://localhost:4000/blog/x/", true, "http://localhost:4000/blog/x/"],
  ["https://localhost.org", false, "http://localhost:4000"],
  ["/2026/x.html", true, "http://localhost:4000/2026/x.html"],
])("the page of %s is found on this computer", (url, local, address) => {
  expect(isLocal(url)).toBe(local);
  expect(localAddress(url)).toBe(address);
});
