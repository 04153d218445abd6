// Places that the author and another program both changed: the author's words stand in the text,
// the other's below them, with what can be done. Each choice is one step of the undo history.
import { invertedEffects, isolateHistory } from "@codemirror/commands";
import {
  type ChangeDesc,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
  type Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Clash } from "../ipc/generated";
import { frontMatter } from "./frontmatter";

/** One place that is not settled yet. */
export interface Place extends Clash {
  id: number;
}

/** What the author takes at one place. */
export type Choice = "mine" | "theirs" | "both";

let nextId = 1;

const setPlaces = StateEffect.define<Place[]>({ map: (places, changes) => moved(places, changes) });
const settlePlace = StateEffect.define<number>();
const restorePlace = StateEffect.define<Place>({
  map: (place, changes) => moved([place], changes)[0] ?? place,
});

/** The places of the document that are not settled. */
export const places = StateField.define<Place[]>({
  create: () => [],
  update(value, transaction) {
    let next = transaction.docChanged ? moved(value, transaction.changes) : value;
    for (const effect of transaction.effects) {
      if (effect.is(setPlaces)) next = effect.value;
      else if (effect.is(settlePlace)) next = next.filter(({ id }) => id !== effect.value);
      else if (effect.is(restorePlace)) {
        next = [...next, effect.value].sort((a, b) => a.from - b.from);
      }
    }
    return next;
  },
  provide: (field) => EditorView.decorations.compute([field], (state) => decorate(state)),
});

/** Shows these places, as they stand after `since`, instead of those shown, where either has any. */
export function showPlaces(
  state: EditorState,
  clashes: Clash[],
  since: ChangeDesc | null,
): TransactionSpec | null {
  if (clashes.length === 0 && state.field(places).length === 0) return null;
  const shown = clashes.map((clash) => ({ ...clash, id: nextId++ }));
  return { effects: setPlaces.of(since ? moved(shown, since) : shown) };
}

/** What settles one place; nothing where it is settled already. */
export function settle(state: EditorState, id: number, choice: Choice): TransactionSpec | null {
  const place = state.field(places).find((other) => other.id === id);
  if (!place) return null;
  const annotations = isolateHistory.of("full");
  const spec = { effects: settlePlace.of(id), annotations, userEvent: "input.clash" };
  if (choice === "mine") return spec;
  const { from, to, theirs } = place;
  if (choice === "theirs") return { ...spec, changes: { from, to, insert: theirs } };
  return { ...spec, changes: { from: to, insert: `\n\n${theirs}` } };
}

/** Shows clashes and takes the author's choices; `settled` hears when no place is left. */
export function clashes(settled: () => void): Extension {
  return [
    places,
    invertedEffects.of(inverted),
    EditorView.updateListener.of((update) => {
      const chosen = update.transactions.some((transaction) =>
        transaction.effects.some((effect) => effect.is(settlePlace)),
      );
      if (chosen && update.state.field(places).length === 0) settled();
    }),
    look,
  ];
}

function inverted({ effects, startState, changes }: Transaction): StateEffect<unknown>[] {
  return effects.flatMap((effect): StateEffect<unknown>[] => {
    if (effect.is(restorePlace)) return [settlePlace.of(effect.value.id)];
    if (!effect.is(settlePlace)) return [];
    const place = startState.field(places).find(({ id }) => id === effect.value);
    return place ? moved([place], changes).map((moved) => restorePlace.of(moved)) : [];
  });
}

// What is written at the edges of the author's words belongs to them.
function moved(places: Place[], changes: ChangeDesc): Place[] {
  return places.map((place) => {
    const from = changes.mapPos(place.from, -1);
    return { ...place, from, to: Math.max(from, changes.mapPos(place.to, 1)) };
  });
}

const mine = Decoration.mark({ class: "cm-clash-mine" });

function decorate(state: EditorState): DecorationSet {
  const { bodyFrom } = state.field(frontMatter);
  const ranges = state.field(places).flatMap((place) => {
    const end = state.doc.lineAt(Math.min(place.to, state.doc.length)).to;
    const widget = new Theirs(place, place.from >= bodyFrom && place.to > place.from);
    const below = Decoration.widget({ widget, block: true, side: 1 }).range(end);
    return place.to > place.from ? [mine.range(place.from, place.to), below] : [below];
  });
  return Decoration.set(ranges, true);
}

const CHOICES: { choice: Choice; label: string }[] = [
  { choice: "mine", label: "Keep mine" },
  { choice: "theirs", label: "Use this" },
  { choice: "both", label: "Keep both" },
];

/** The other program's words below the author's. */
class Theirs extends WidgetType {
  readonly #place: Place;
  readonly #both: boolean;

  constructor(place: Place, both: boolean) {
    super();
    this.#place = place;
    this.#both = both && place.theirs !== "";
  }

  override eq(other: Theirs): boolean {
    return this.#place.id === other.#place.id && this.#both === other.#both;
  }

  toDOM(view: EditorView): HTMLElement {
    const box = document.createElement("div");
    box.className = "cm-clash";
    box.dataset.testid = "clash";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "What another program wrote here");
    const label = document.createElement("div");
    label.className = "cm-clash-label";
    label.textContent = "In the file";
    const words = document.createElement("div");
    words.className = "cm-clash-theirs";
    words.textContent = this.#place.theirs || "Another program removed this.";
    words.classList.toggle("cm-clash-none", this.#place.theirs === "");
    const row = document.createElement("div");
    row.className = "cm-clash-choices";
    for (const { choice, label } of CHOICES) {
      if (choice === "both" && !this.#both) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.dataset.testid = `clash-${choice}`;
      button.addEventListener("click", () => this.#choose(view, choice));
      row.append(button);
    }
    box.append(label, words, row);
    return box;
  }

  override ignoreEvent(): boolean {
    return true;
  }

  #choose(view: EditorView, choice: Choice): void {
    const spec = settle(view.state, this.#place.id, choice);
    if (spec) view.dispatch(spec);
    view.focus();
  }
}

const look = EditorView.theme({
  ".cm-clash-mine": { backgroundColor: "var(--good-soft)" },
  ".cm-clash": {
    margin: "0.375rem 0 0.75rem",
    padding: "0.5rem 0.75rem",
    borderInlineStart: "3px solid var(--warning)",
    borderRadius: "0 var(--radius) var(--radius) 0",
    backgroundColor: "var(--warning-soft)",
  },
  ".cm-clash-label": { fontSize: "var(--text-size-tiny)", color: "var(--text-soft)" },
  ".cm-clash-theirs": { whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  ".cm-clash-none": { fontStyle: "italic", color: "var(--text-soft)" },
  ".cm-clash-choices": { display: "flex", gap: "0.5rem", marginTop: "0.5rem" },
  ".cm-clash-choices button": { fontSize: "var(--text-size-small)" },
});
