// What a long diff leaves out.
import { expect, test } from "vitest";
import type { DiffPiece } from "../ipc/generated";
import { endOfLastAdded, shortened } from "./shortened";

const long = "word ".repeat(400);

test("texts that are the same leave nothing to show", () => {
  expect(shortened([{ kind: "same", text: long }])).toEqual([]);
});

test("a long stretch between two changes keeps whole words on both sides", () => {
  const pieces: DiffPiece[] = [
    { kind: "removed", text: "a" },
    { kind: "same", text: long },
    { kind: "added", text: "b" },
  ];
  const [, middle] = shortened(pieces);
  expect(middle?.text).toMatch(/^(word )+word\n…\n(word )+$/);
  expect(middle?.text.length).toBeLessThan(400);
});

test("what stands before the first change and after the last is kept beside them only", () => {
  const pieces: DiffPiece[] = [
    { kind: "same", text: long },
    { kind: "added", text: "b" },
    { kind: "same", text: long },
  ];
  const [first, , last] = shortened(pieces);
  expect(first?.text).toMatch(/^…\n(word )+$/);
  expect(last?.text).toMatch(/^(word )+word\n…$/);
});

test("short stretches stay whole", () => {
  const pieces: DiffPiece[] = [
    { kind: "same", text: "One " },
    { kind: "added", text: "two" },
  ];
  expect(shortened(pieces)).toEqual(pieces);
});

test("the last new words end where writing goes on", () => {
  const piece = (kind: DiffPiece["kind"], text: string): DiffPiece => ({ kind, text });
  const pieces = [
    piece("same", "One "),
    piece("removed", "two"),
    piece("added", "three"),
    piece("same", " four"),
  ];
  expect(endOfLastAdded(pieces)).toBe("One three".length);
  expect(endOfLastAdded([piece("same", "One")])).toBeNull();
});
