// Marks lines about which there is something to know, with the words beside them: by mouse, or by keys.
import {
  type EditorState,
  type Extension,
  Prec,
  type Range,
  RangeSet,
  StateEffect,
  StateField,
} from "@codemirror/state";
import {
  type Command,
  EditorView,
  GutterMarker,
  gutter,
  keymap,
  showTooltip,
  type Tooltip,
} from "@codemirror/view";
import type { Finding } from "../ipc/generated";

/** Tells the editor what there is to know, by lines of its text as it stands. */
export const setHints = StateEffect.define<readonly Finding[]>();

/** Shows the words at a place that has some, or none. */
const showWords = StateEffect.define<number | null>();

class Mark extends GutterMarker {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super();
    this.findings = findings;
  }

  override eq(other: Mark): boolean {
    return this.findings === other.findings;
  }

  override toDOM(): Node {
    const dot = document.createElement("div");
    dot.className = "cm-hint";
    if (this.findings.length > 0) dot.dataset.testid = "hint";
    return dot;
  }
}

function marks(state: EditorState, findings: readonly Finding[]): RangeSet<Mark> {
  const byLine = new Map<number, Finding[]>();
  for (const finding of findings) {
    if (finding.line === null || finding.line > state.doc.lines) continue;
    byLine.set(finding.line, [...(byLine.get(finding.line) ?? []), finding]);
  }
  const ranges: Range<Mark>[] = [...byLine].map(([line, found]) =>
    new Mark(found).range(state.doc.line(line).from),
  );
  return RangeSet.of(ranges, true);
}

const hints = StateField.define<RangeSet<Mark>>({
  create: () => RangeSet.empty,
  update(value, transaction) {
    const found = transaction.effects.find((effect) => effect.is(setHints));
    if (found) return marks(transaction.state, found.value);
    return transaction.docChanged ? value.map(transaction.changes) : value;
  },
});

const words = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(showWords)) return tooltip(transaction.state, effect.value);
    }
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

function tooltip(state: EditorState, at: number | null): Tooltip | null {
  const mark = at === null ? null : markOn(state, at);
  if (at === null || !mark) return null;
  return { pos: at, above: false, create: () => ({ dom: paragraphs(mark.findings) }) };
}

function markOn(state: EditorState, at: number): Mark | null {
  const line = state.doc.lineAt(at);
  let found: Mark | null = null;
  state.field(hints).between(line.from, line.to, (_from, _to, mark) => {
    found = mark;
    return false;
  });
  return found;
}

function paragraphs(findings: readonly Finding[]): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-hint-words";
  dom.setAttribute("role", "status");
  dom.dataset.testid = "hint-words";
  for (const { message, hint } of findings) {
    for (const text of [message, hint]) {
      if (text === null) continue;
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      dom.append(paragraph);
    }
  }
  return dom;
}

/** Goes to the next line that has words, or the one before, and shows them; begins again at the end. */
function step(way: 1 | -1): Command {
  return (view) => {
    const places: number[] = [];
    const { state } = view;
    state.field(hints).between(0, state.doc.length, (from) => {
      places.push(from);
    });
    const here = state.doc.lineAt(state.selection.main.head).from;
    const next =
      way > 0
        ? (places.find((at) => at > here) ?? places[0])
        : (places.findLast((at) => at < here) ?? places.at(-1));
    if (next === undefined) return false;
    view.dispatch({
      selection: { anchor: next },
      effects: [showWords.of(next), EditorView.scrollIntoView(next, { y: "center" })],
    });
    return true;
  };
}

/** To the next line that has words. */
export const nextHint: Command = step(1);
/** To the line before that has words. */
export const previousHint: Command = step(-1);

const hideWords: Command = (view) => {
  if (!view.state.field(words)) return false;
  view.dispatch({ effects: showWords.of(null) });
  return true;
};

const dots = gutter({
  class: "cm-hints",
  markers: (view) => view.state.field(hints),
  initialSpacer: () => new Mark([]),
  domEventHandlers: {
    mouseover(view, line) {
      const at = markOn(view.state, line.from) ? line.from : null;
      if (at !== (view.state.field(words)?.pos ?? null)) {
        view.dispatch({ effects: showWords.of(at) });
      }
      return false;
    },
    mouseout(view) {
      return hideWords(view);
    },
    mousedown(view, line) {
      if (!markOn(view.state, line.from)) return false;
      view.dispatch({ selection: { anchor: line.from }, effects: showWords.of(line.from) });
      view.focus();
      return true;
    },
  },
});

const look = EditorView.baseTheme({
  ".cm-gutters": { border: "none", background: "transparent" },
  ".cm-gutter.cm-hints": { width: "1rem" },
  ".cm-hints .cm-gutterElement": {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
  },
  ".cm-hint": {
    width: "0.5rem",
    height: "0.5rem",
    borderRadius: "50%",
    background: "var(--warning)",
    cursor: "pointer",
  },
  ".cm-tooltip.cm-hint-words": {
    maxWidth: "26rem",
    padding: "0.5rem 0.75rem",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
    background: "var(--surface-raised)",
    boxShadow: "var(--shadow)",
    color: "var(--text)",
    font: "var(--text-size-small)/1.4 var(--font-ui)",
  },
  ".cm-hint-words p": { margin: "0" },
  ".cm-hint-words p + p": { marginTop: "0.25rem", color: "var(--text-soft)" },
});

/** The marks, their words and their keys. */
export const lineHints: Extension = [
  hints,
  words,
  dots,
  look,
  Prec.high(keymap.of([{ key: "Escape", run: hideWords }])),
];
