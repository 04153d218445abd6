// Marks the line that the author was sent to, until the text changes or the caret leaves it.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** Marks the line of a place. */
export const markLine = StateEffect.define<number>();

const mark = Decoration.line({ class: "cm-marked" });

/** Start of the marked line; nothing where no line is marked. */
export const marked = StateField.define<number | null>({
  create: () => null,
  update(value, { docChanged, effects, newDoc, newSelection }) {
    const stays = !docChanged && newDoc.lineAt(newSelection.main.head).from === value;
    let next = stays ? value : null;
    for (const effect of effects) {
      if (effect.is(markLine)) next = newDoc.lineAt(effect.value).from;
    }
    return next;
  },
  provide: (field) =>
    EditorView.decorations.from(field, (at) =>
      at === null ? Decoration.none : Decoration.set(mark.range(at)),
    ),
});
