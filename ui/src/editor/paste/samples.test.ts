// @vitest-environment jsdom
import { expect, test } from "vitest";
import { toMarkdown } from "./markdown";

const pasted = import.meta.glob<string>("./samples/*.html", {
  query: "?raw",
  import: "default",
  eager: true,
});
const written = import.meta.glob<string>("./samples/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

test.each(Object.keys(pasted))("%s comes as one would write it", (name) => {
  const markdown = `${toMarkdown(pasted[name] ?? "")}\n`;
  expect(markdown).toBe(written[name.replace(/html$/, "md")]);
});

test("there are samples of every kind of program", () => {
  expect(Object.keys(pasted).length).toBeGreaterThanOrEqual(30);
});
