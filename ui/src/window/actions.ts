// Everything that the window does by a key, a button or the palette. No key is defined elsewhere.
import { flushSync } from "svelte";
import type { WindowAction } from "../actions/action";
import { desk } from "../entry/desk.svelte";
import { formState } from "../entry/form.svelte";
import { turnFrontMatter } from "../entry/moves";
import { pickPicture } from "../entry/pictures";
import { takeTyped } from "../entry/undo";
import { layout, type Open } from "./layout.svelte";
import { nextPart } from "./parts";
import { settings } from "./settings.svelte";
import { workspace } from "./workspace.svelte";

const ZOOM_STEP = 10;

const hasEntry = () => desk.shown !== null;
const isWritable = () => desk.shown !== null && desk.shown.readOnly === null;

/** All actions of the window, in the order in which they are listed. */
export const WINDOW_ACTIONS: readonly WindowAction[] = [
  {
    id: "palette",
    name: "All actions",
    does: "Find any action by its name",
    group: "Window",
    keys: ["Mod-Shift-p"],
    run: () => show("palette"),
  },
  {
    id: "shortcuts",
    name: "Shortcuts",
    does: "A sheet of all shortcuts",
    group: "Window",
    keys: ["F1"],
    run: () => show("shortcuts"),
  },
  {
    id: "settings",
    name: "Settings",
    group: "Window",
    keys: ["Mod-,"],
    icon: "settings",
    run: () => show("settings"),
  },
  {
    id: "library",
    name: "Library",
    does: "Show or hide the library",
    group: "Window",
    keys: ["Mod-\\"],
    icon: "library",
    run: () => layout.toggleLibrary(),
  },
  {
    id: "outline",
    name: "Outline",
    does: "Show or hide the headings of the entry",
    group: "Window",
    keys: ["Mod-Shift-l"],
    icon: "outline",
    run: () => layout.toggleOutline(),
  },
  {
    id: "filter",
    name: "Find an entry",
    group: "Window",
    keys: ["Mod-o"],
    run: focusFilter,
  },
  {
    id: "posts",
    name: "Open another posts folder",
    group: "Window",
    keys: ["Mod-Shift-o"],
    run: () => void workspace.choosePosts(),
  },
  {
    id: "next-part",
    name: "Next part of the window",
    group: "Window",
    keys: ["F6"],
    keyOnly: true,
    run: () => nextPart(1),
  },
  {
    id: "previous-part",
    name: "Part of the window before",
    group: "Window",
    keys: ["Shift-F6"],
    keyOnly: true,
    run: () => nextPart(-1),
  },
  {
    id: "free",
    name: "Write without distraction",
    does: "Nothing but the text, on the whole screen",
    group: "Window",
    keys: ["F11"],
    can: hasEntry,
    run: () => layout.toggleFree(),
  },
  {
    id: "zoom-in",
    name: "Larger",
    group: "Window",
    keys: ["Mod-+", "Mod-="],
    run: () => zoom(ZOOM_STEP),
  },
  {
    id: "zoom-out",
    name: "Smaller",
    group: "Window",
    keys: ["Mod--"],
    run: () => zoom(-ZOOM_STEP),
  },
  {
    id: "zoom-reset",
    name: "Normal size",
    group: "Window",
    keys: ["Mod-0"],
    run: () => void settings.change({ zoom: 100 }),
  },
  {
    id: "toolbar",
    name: "Toolbar",
    does: "Show or hide the toolbar above the text",
    group: "Window",
    run: () => void settings.change({ toolbar: !settings.current.toolbar }),
  },
  {
    id: "light",
    name: "Light colours",
    group: "Window",
    run: () => void settings.change({ theme: "light" }),
  },
  {
    id: "dark",
    name: "Dark colours",
    group: "Window",
    run: () => void settings.change({ theme: "dark" }),
  },
  {
    id: "system",
    name: "Colours as the system has them",
    group: "Window",
    run: () => void settings.change({ theme: "system" }),
  },
  {
    id: "new",
    name: "New entry",
    group: "Entry",
    keys: ["Mod-n"],
    icon: "plus",
    run: () => show("new"),
  },
  {
    id: "save",
    name: "Save",
    does: "Write the entry to its file now",
    group: "Entry",
    keys: ["Mod-s"],
    can: hasEntry,
    run: save,
  },
  {
    id: "export",
    name: "Export to the blog",
    group: "Entry",
    keys: ["Mod-e"],
    icon: "export",
    can: hasEntry,
    run: () => show("export"),
  },
  {
    id: "history",
    name: "History of this entry",
    group: "Entry",
    keys: ["Mod-Shift-h"],
    icon: "history",
    can: hasEntry,
    run: () => show("history"),
  },
  {
    id: "front-matter",
    name: "Front matter as text",
    does: "Turn between the form and the front matter as it stands in the file",
    group: "Entry",
    keys: ["Mod-Shift-m"],
    icon: "text",
    can: hasEntry,
    run: () => desk.shown && turnFrontMatter(desk.shown),
  },
  {
    id: "details",
    name: "Details",
    does: "Show or hide tags, author, date, cover and more",
    group: "Entry",
    can: hasEntry,
    run: () => {
      formState.open = !formState.open;
    },
  },
  {
    id: "headings",
    name: "Go to a heading",
    group: "Writing",
    keys: ["Mod-g"],
    can: hasEntry,
    run: () => show("headings"),
  },
  {
    id: "focus-mode",
    name: "Focus mode",
    does: "Only the paragraph at the caret is bright",
    group: "Writing",
    keys: ["Mod-Shift-f"],
    run: () => void settings.change({ focus_mode: !settings.current.focus_mode }),
  },
  {
    id: "typewriter",
    name: "Typewriter mode",
    does: "The line that is written stays in the middle",
    group: "Writing",
    keys: ["Mod-Shift-y"],
    run: () => void settings.change({ typewriter: !settings.current.typewriter }),
  },
  {
    id: "picture",
    name: "Picture",
    does: "Take a picture into the text",
    group: "Format",
    keys: ["Mod-Shift-g"],
    icon: "picture",
    can: isWritable,
    run: () => desk.shown && void pickPicture(desk.shown, "inline"),
  },
];

function save(): void {
  takeTyped();
  void desk.shown?.save();
}

function show(dialog: Open): void {
  takeTyped();
  layout.dialog = dialog;
}

function zoom(by: number): void {
  void settings.change({ zoom: settings.current.zoom + by });
}

function focusFilter(): void {
  layout.showLibrary();
  // At once: a key that follows within the frame belongs to the filter already.
  flushSync();
  document.getElementById("library-filter")?.focus();
}
