import { expect, test } from "vitest";
import { serveCommand } from "./serve";

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
