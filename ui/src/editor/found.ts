// How often a text is found, and the words for it.
import type { SearchQuery } from "@codemirror/search";
import type { EditorState } from "@codemirror/state";

/** So many places are counted; with more the number would tell nothing. */
const MOST = 9999;

export interface Found {
  places: { from: number; to: number }[];
  /** There are more than were counted. */
  more: boolean;
  /** What is looked for is no pattern. */
  wrong: boolean;
}

/** The places of the text from `start` on; null where nothing is looked for. */
export function foundIn(state: EditorState, query: SearchQuery, start: number): Found | null {
  if (query.search === "") return null;
  if (!query.valid) return { places: [], more: false, wrong: true };
  const places: Found["places"] = [];
  const cursor = query.getCursor(state, start);
  for (let next = cursor.next(); !next.done; next = cursor.next()) {
    if (places.length === MOST) return { places, more: true, wrong: false };
    places.push({ from: next.value.from, to: next.value.to });
  }
  return { places, more: false, wrong: false };
}

/** What is told of the places, such as "3 of 17" where the selection is one of them. */
export function toldOf(found: Found | null, from: number, to: number): string {
  if (!found) return "";
  if (found.wrong) return "not a pattern";
  const { places, more } = found;
  if (places.length === 0) return "not found";
  const all = `${places.length.toLocaleString("en")}${more ? "+" : ""}`;
  const here = places.findIndex((place) => place.from === from && place.to === to);
  return here < 0 ? `${all} found` : `${here + 1} of ${all}`;
}
