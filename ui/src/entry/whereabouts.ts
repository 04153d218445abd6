// Tells the core where the author is in the text, so that a page that has to start again goes on there.
import { type ChangeSet, StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Sync } from "../editor/sync";
import { call } from "../ipc/client";
import type { OpenedEntry, Place } from "../ipc/generated";

/** Told at most this often, in milliseconds. */
const PACE = 200;

export class Whereabouts {
  readonly #entry: number;
  readonly #sync: Sync;
  #view: EditorView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: Place | null = null;
  /** Where the view stood when it was last shown; none before. */
  #scroll: readonly StateEffect<unknown>[] = [];
  /** Whether the author was here before the page started again. */
  #goesOn: boolean;

  constructor(opened: OpenedEntry, sync: Sync) {
    this.#entry = opened.entry;
    this.#sync = sync;
    this.#goesOn = opened.place !== null;
    if (opened.place) this.#scroll = [shownFrom(opened.place, opened.text.length)];
  }

  /** Brings the view to where the author was, and follows what it shows. */
  follow(view: EditorView): void {
    this.#view = view;
    // The view keeps the scroll position of the entry before.
    if (this.#scroll.length === 0) view.scrollDOM.scrollTop = 0;
    else view.dispatch({ effects: this.#scroll });
    if (this.#goesOn) goOn(view);
    this.#goesOn = false;
    view.scrollDOM.addEventListener("scroll", this.moved, { passive: true });
  }

  /** Follows no longer. */
  leave(): void {
    if (!this.#view) return;
    this.#view.scrollDOM.removeEventListener("scroll", this.moved);
    this.#scroll = [this.#view.scrollSnapshot()];
    this.#view = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The text changes while it is not shown. */
  map(changes: ChangeSet): void {
    this.#scroll = StateEffect.mapEffects(this.#scroll, changes);
  }

  /** The caret or what is seen may be elsewhere now. */
  moved = (): void => {
    this.#timer ??= setTimeout(() => this.#tell(), PACE);
  };

  #tellOnceIdle(): void {
    const again = () => this.moved();
    this.#sync.flush().then(() => this.#tell(), again);
  }

  #tell(): void {
    this.#timer = undefined;
    if (!this.#view) return;
    // A place is one in a text that both sides have.
    if (!this.#sync.idle) return this.#tellOnceIdle();
    const place = placeIn(this.#view);
    if (place.caret === this.#told?.caret && place.top === this.#told.top) return;
    this.#told = place;
    const revision = this.#sync.revision;
    // An entry that was closed meanwhile needs no place.
    call("keep_place", { entry: this.#entry, revision, place }).catch(() => undefined);
  }
}

/** Gives the view the keyboard where the author was. */
function goOn(view: EditorView): void {
  // Asking for a place carries the scrolling out: a key before the next frame would go before it.
  view.coordsAtPos(view.state.selection.main.head);
  view.focus();
}

function placeIn(view: EditorView): Place {
  const { left, top } = view.scrollDOM.getBoundingClientRect();
  const seen = view.posAtCoords({ x: left + 1, y: top + 1 }, false);
  return { caret: view.state.selection.main.head, top: seen };
}

/** What brings a view to a place. */
function shownFrom(place: Place, length: number): StateEffect<unknown> {
  return EditorView.scrollIntoView(Math.min(place.top, length), { y: "start", yMargin: 0 });
}
