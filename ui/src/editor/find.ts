// Find and replace: a panel above the text that says how many places there are and which one this is.
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  openSearchPanel,
  replaceAll,
  replaceNext,
  SearchQuery,
  search,
  setSearchQuery,
} from "@codemirror/search";
import type { EditorState } from "@codemirror/state";
import {
  type Command,
  type EditorView,
  type Panel,
  runScopeHandlers,
  type ViewUpdate,
} from "@codemirror/view";
import { type Found, foundIn, toldOf } from "./found";
import "./find.css";
import { firstReachable } from "./frontmatter";

/** Counted when keys rest so long, in milliseconds, so that no key waits for it. */
const REST = 120;

interface Choice {
  name: "caseSensitive" | "regexp" | "wholeWord";
  sign: string;
  label: string;
}

const CHOICES: Choice[] = [
  { name: "caseSensitive", sign: "Aa", label: "Match case" },
  { name: "wholeWord", sign: "ab|", label: "Whole words" },
  { name: "regexp", sign: ".*", label: "Pattern (regular expression)" },
];

/** The panel, at the top of the text. */
export const find = search({ top: true, createPanel: (view) => new FindPanel(view) });

/** Opens the panel with the keyboard in the field of what replaces. */
export const openReplace: Command = (view) => {
  openSearchPanel(view);
  const field = view.dom.querySelector<HTMLInputElement>(".find [name=replace]");
  field?.focus();
  field?.select();
  return field !== null;
};

class FindPanel implements Panel {
  readonly top = true;
  readonly dom: HTMLElement;
  readonly #view: EditorView;
  readonly #search: HTMLInputElement;
  readonly #replace: HTMLInputElement;
  readonly #told: HTMLElement;
  readonly #choices = new Map<Choice["name"], HTMLButtonElement>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #found: Found | null = null;

  constructor(view: EditorView) {
    this.#view = view;
    this.#search = field("search", "Find", "find-text");
    this.#search.setAttribute("main-field", "true");
    this.#replace = field("replace", "Replace with", "find-replacement");
    this.#told = document.createElement("span");
    this.#told.className = "told";
    this.#told.dataset.testid = "find-told";
    this.#told.setAttribute("role", "status");
    this.dom = this.#build();
    this.#take(getSearchQuery(view.state));
    this.#count();
  }

  mount(): void {
    this.#search.select();
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  update(update: ViewUpdate): void {
    for (const { effects } of update.transactions) {
      for (const effect of effects) {
        if (effect.is(setSearchQuery)) this.#take(effect.value);
      }
    }
    if (update.docChanged) this.#countAtRest();
    else if (update.selectionSet) this.#tell();
  }

  #build(): HTMLElement {
    const dom = document.createElement("div");
    dom.className = "find";
    dom.setAttribute("role", "search");
    dom.addEventListener("keydown", (event) => this.#press(event));
    for (const choice of CHOICES) {
      const toggle = button(choice.label, choice.sign, `find-${choice.name}`, () => {
        toggle.ariaPressed = String(toggle.ariaPressed !== "true");
        this.#ask();
      });
      toggle.ariaPressed = "false";
      toggle.classList.add("choice");
      this.#choices.set(choice.name, toggle);
    }
    for (const input of [this.#search, this.#replace]) {
      input.addEventListener("input", () => this.#ask());
    }
    dom.append(
      group(
        "row",
        this.#search,
        group("group choices", ...this.#choices.values(), this.#told),
        group(
          "group",
          button("Previous", "↑", "find-previous", () => findPrevious(this.#view)),
          button("Next", "↓", "find-next", () => findNext(this.#view)),
          button("Close", "×", "find-close", () => closeSearchPanel(this.#view)),
        ),
      ),
      group(
        "row",
        this.#replace,
        button("", "Replace", "find-replace", () => replaceNext(this.#view)),
        button("", "Replace all", "find-replace-all", () => this.#replaceAll()),
      ),
    );
    return dom;
  }

  #press(event: KeyboardEvent): void {
    if (runScopeHandlers(this.#view, event, "search-panel")) event.preventDefault();
    else if (event.key === "Enter" && event.target === this.#search) {
      event.preventDefault();
      (event.shiftKey ? findPrevious : findNext)(this.#view);
    } else if (event.key === "Enter" && event.target === this.#replace) {
      event.preventDefault();
      replaceNext(this.#view);
    }
  }

  #replaceAll(): void {
    const places = this.#found?.places.length ?? 0;
    if (!replaceAll(this.#view)) return;
    this.#told.textContent = `${places} replaced`;
    clearTimeout(this.#timer);
  }

  /** Hands what the fields hold to the editor. */
  #ask(): void {
    const state = this.#view.state;
    const chosen = (name: Choice["name"]) => this.#choices.get(name)?.ariaPressed === "true";
    const query = new SearchQuery({
      search: this.#search.value,
      replace: this.#replace.value,
      caseSensitive: chosen("caseSensitive"),
      regexp: chosen("regexp"),
      wholeWord: chosen("wholeWord"),
      test: isReachable,
    });
    if (query.eq(getSearchQuery(state))) return;
    this.#view.dispatch({ effects: setSearchQuery.of(query) });
  }

  #take(query: SearchQuery): void {
    if (this.#search.value !== query.search) this.#search.value = query.search;
    if (this.#replace.value !== query.replace) this.#replace.value = query.replace;
    for (const { name } of CHOICES) {
      const toggle = this.#choices.get(name);
      if (toggle) toggle.ariaPressed = String(query[name]);
    }
    this.#countAtRest();
  }

  #countAtRest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#count(), REST);
  }

  #count(): void {
    const { state } = this.#view;
    this.#found = foundIn(state, getSearchQuery(state), firstReachable(state));
    this.#tell();
  }

  #tell(): void {
    const { from, to } = this.#view.state.selection.main;
    this.#told.textContent = toldOf(this.#found, from, to);
    this.dom.dataset.found = String((this.#found?.places.length ?? 0) > 0);
    this.#search.setAttribute("aria-invalid", String(this.#found?.wrong === true));
  }
}

/** Hidden front matter is not searched: the form shows it. */
function isReachable(_match: string, state: EditorState, from: number): boolean {
  return from >= firstReachable(state);
}

function group(name: string, ...children: HTMLElement[]): HTMLElement {
  const dom = document.createElement("div");
  dom.className = name;
  dom.append(...children);
  return dom;
}

function field(name: string, label: string, testid: string): HTMLInputElement {
  const input = document.createElement("input");
  Object.assign(input, { type: "text", name, placeholder: label, ariaLabel: label });
  input.autocomplete = "off";
  input.spellcheck = false;
  input.dataset.testid = testid;
  return input;
}

function button(title: string, text: string, testid: string, run: () => void): HTMLButtonElement {
  const dom = document.createElement("button");
  dom.type = "button";
  if (title === "") dom.textContent = text;
  else {
    Object.assign(dom, { title, ariaLabel: title });
    // A sign is for those who see it.
    dom.dataset.sign = text;
  }
  dom.classList.toggle("sign", title !== "");
  dom.dataset.testid = testid;
  dom.addEventListener("click", run);
  return dom;
}
