import { expect, test } from "vitest";
import { diffLines } from "./diff";
import { bytes } from "./size";

test("a diff is read line by line, front matter fences included", () => {
  const diff = "--- a/x.md\n+++ b/x.md\n@@ -1,3 +1,3 @@\n ---\n-title: a\n+title: b\n ---\n";
  expect(diffLines(diff).map(({ kind, text }) => [kind, text])).toEqual([
    ["place", "@@ -1,3 +1,3 @@"],
    ["same", "---"],
    ["removed", "title: a"],
    ["added", "title: b"],
    ["same", "---"],
  ]);
});

test.each([
  [12, "12 bytes"],
  [5321, "5.3 kB"],
  [183_222, "183 kB"],
  [2_500_000, "2.5 MB"],
])("%i bytes read %s", (size, text) => {
  expect(bytes(size)).toBe(text);
});
