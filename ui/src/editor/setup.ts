// The editor's state and extensions for one entry.
import { history, standardKeymap } from "@codemirror/commands";
import {
  EditorState,
  type Extension,
  Facet,
  Prec,
  type Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { EditorView, keymap, placeholder, type ViewUpdate } from "@codemirror/view";
import type { OpenedEntry } from "../ipc/generated";
import { textKeys } from "./actions";
import { toText } from "./changes";
import { clashes } from "./clash";
import { find } from "./find";
import { folding } from "./folding";
import { frontMatterHidden } from "./frontmatter";
import { lineHints } from "./hints";
import { markdown } from "./language";
import { marked, markLine } from "./marked";
import { writingModes } from "./modes";
import { pasting } from "./paste/paste";
import { pictures, type TakePictures } from "./pictures";
import { tablesAlign } from "./table/leaving";
import { tableLook } from "./table/look";
import { theme } from "./theme";
import { steady } from "./view";

/** What the editor tells. */
export interface EditorEvents {
  /** A shown editor is about to take a transaction. */
  made(transaction: Transaction): void;
  updated(update: ViewUpdate): void;
  pictures: TakePictures;
  /** The last clash with another program is settled. */
  settled(): void;
}

/** The editor's state for an entry just opened, with an undo history of its own. */
export function editorState(opened: OpenedEntry, events: EditorEvents): EditorState {
  const bodyFrom = opened.body_from;
  return EditorState.create({
    doc: toText(opened.text),
    selection: { anchor: Math.min(opened.place?.caret ?? bodyFrom, opened.text.length) },
    extensions: [
      frontMatterHidden(bodyFrom, opened.form.error !== null),
      EditorState.readOnly.of(opened.read_only !== null),
      made.of(events.made),
      EditorView.updateListener.of(events.updated),
      pictures(events.pictures),
      clashes(events.settled),
      common,
    ],
  });
}

const made = Facet.define<(transaction: Transaction) => void>();

/**
 * An editor that shows the states of `editorState`.
 *
 * It tells of each transaction before it takes it: drawing a key's letter and rendering its block are done
 * at the same time.
 */
export function editorView(parent: HTMLElement): EditorView {
  return new EditorView({
    parent,
    dispatchTransactions: (transactions, view) => {
      for (const tell of view.state.facet(made)) transactions.forEach(tell);
      view.update(transactions);
    },
  });
}

/** A change that jumps to a place and shows it, with its line marked if so wished. */
export function jumpTo(at: number, mark = false): TransactionSpec {
  const shown = EditorView.scrollIntoView(at, { y: "center" });
  return { selection: { anchor: at }, effects: mark ? [shown, markLine.of(at)] : shown };
}

const common: Extension = [
  history(),
  find,
  Prec.high(keymap.of(textKeys)),
  keymap.of(standardKeymap),
  pasting,
  tablesAlign,
  tableLook,
  folding,
  writingModes,
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({
    "aria-label": "Text of the entry",
    "aria-description": "Escape, then Tab leaves the text",
    "data-testid": "editor",
    tabindex: "0",
  }),
  placeholder("Write here"),
  marked,
  markdown(),
  lineHints,
  steady,
  theme,
];
