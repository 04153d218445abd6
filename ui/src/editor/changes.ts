// Between the contract's plain changes and CodeMirror's; both count each line break as one unit.
import { ChangeSet, Text } from "@codemirror/state";
import type { TextChange } from "../ipc/generated";

/** CodeMirror's changes as the contract carries them: in units of the text before. */
export function toTextChanges(changes: ChangeSet): TextChange[] {
  const plain: TextChange[] = [];
  changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
    plain.push({ from, to, insert: inserted.toString() });
  });
  return plain;
}

/** The contract's changes as CodeMirror's, for a text of `length` units. */
export function fromTextChanges(plain: TextChange[], length: number): ChangeSet {
  const specs = plain.map(({ from, to, insert }) => ({ from, to, insert: toText(insert) }));
  return ChangeSet.of(specs, length);
}

/** A text whose only line break is `\n`. */
export function toText(text: string): Text {
  return Text.of(text.split("\n"));
}

/** The one stretch in which `doc` and `text` differ; nothing where they are the same. */
export function difference(doc: Text, text: string): TextChange | null {
  const old = doc.toString();
  if (old === text) return null;
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)
  ) {
    end++;
  }
  return { from: start, to: old.length - end, insert: text.slice(start, text.length - end) };
}
