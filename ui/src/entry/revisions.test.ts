import { ChangeSet, Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { OutdatedEdit, RevisionLog } from "./revisions";

const edit = (revision: number) => ({ revision, changes: [{ from: 3, to: 3, insert: "!" }] });

test("an edit for an older text is moved to where it belongs now", () => {
  const log = new RevisionLog();
  log.add(1, ChangeSet.of({ from: 0, insert: "ab" }, 3));
  log.add(2, ChangeSet.of({ from: 5, insert: "cd" }, 5));
  const moved = log.forward(edit(0), 2, 7);
  expect(moved.apply(Text.of(["ab123cd"])).toString()).toBe("ab123cd!");
  expect(log.forward(edit(2), 2, 7).length).toBe(7);
});

test("an edit for a text that is not remembered is refused", () => {
  const log = new RevisionLog();
  log.add(5, ChangeSet.empty(3));
  expect(() => log.forward(edit(1), 5, 3)).toThrow(OutdatedEdit);
  expect(() => log.forward(edit(9), 5, 3)).toThrow(OutdatedEdit);
});
