// Where the text stands when the room around it changes or the keyboard comes back to it.
import { EditorView, ViewPlugin } from "@codemirror/view";

/** A banner or the form that takes room from the text does not cover the line that is written. */
const caretStaysInView = ViewPlugin.fromClass(
  class {
    readonly #sizes: ResizeObserver;
    #height = 0;

    constructor(view: EditorView) {
      this.#sizes = new ResizeObserver(() => this.#resized(view));
      this.#sizes.observe(view.scrollDOM);
    }

    destroy() {
      this.#sizes.disconnect();
    }

    #resized(view: EditorView) {
      const before = this.#height;
      const { top, height } = view.scrollDOM.getBoundingClientRect();
      this.#height = height;
      const { head } = view.state.selection.main;
      const caret = height < before ? view.coordsAtPos(head) : null;
      if (!caret || caret.bottom <= top + height || caret.bottom > top + before) return;
      view.dispatch({ effects: EditorView.scrollIntoView(head, { yMargin: 8 }) });
    }
  },
);

/** A text that gets the keyboard by Tab stays where it is; the browser would show its first line. */
const stillOnTab = ViewPlugin.fromClass(
  class {
    readonly #view: EditorView;
    readonly #listening = new AbortController();
    #top = 0;
    #tabbed = false;

    constructor(view: EditorView) {
      this.#view = view;
      const { signal } = this.#listening;
      const heard = { capture: true, passive: true, signal };
      const page = view.dom.ownerDocument;
      page.addEventListener("keydown", this.#pressed, heard);
      page.addEventListener("pointerdown", this.#pressed, heard);
      view.scrollDOM.addEventListener("scroll", this.#scrolled, heard);
      view.contentDOM.addEventListener("focus", this.#focused, { signal });
    }

    destroy() {
      this.#listening.abort();
    }

    readonly #pressed = (event: Event) => {
      // WebKitGTK has no name for Tab with Shift, but its code.
      this.#tabbed = event instanceof KeyboardEvent && event.code === "Tab";
    };

    readonly #scrolled = () => {
      this.#top = this.#view.scrollDOM.scrollTop;
    };

    readonly #focused = () => {
      const top = this.#top;
      if (!this.#tabbed) return;
      requestAnimationFrame(() => {
        this.#view.scrollDOM.scrollTop = top;
      });
    };
  },
);

/** Keeps the text in its place. */
export const steady = [caretStaysInView, stillOnTab];
