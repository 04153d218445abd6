import { expect, it } from "vitest";
import { entryImage, sourceOf } from "./images";
import { differs, pictures } from "./pictures.svelte";

it("tells a picture that came, went or changed from one that is only named anew", () => {
  const seen = (content: string | null, written = "a.png") => ({ written, content });
  expect(differs([seen(null)], [seen("x")])).toBe(true);
  expect(differs([seen("x")], [seen(null)])).toBe(true);
  expect(differs([seen("x")], [seen("y")])).toBe(true);
  expect(differs([seen("x")], [seen("x"), seen("y", "b.png")])).toBe(false);
  expect(differs([seen("x")], [])).toBe(false);
});

it("gives another picture another address of the same source", () => {
  const before = entryImage(3, "images/a b.png?c");
  pictures.version += 1;
  const after = entryImage(3, "images/a b.png?c");
  expect(after).not.toBe(before);
  expect([before, after].map(sourceOf)).toEqual(["images/a b.png?c", "images/a b.png?c"]);
});
