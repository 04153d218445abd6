// @vitest-environment jsdom
import { beforeAll, expect, test, vi } from "vitest";
import type { Action } from "./action";

// jsdom has none, and the settings ask it for the system's colours.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));

let actions: readonly Action[] = [];
let textActions: readonly Action[] = [];
beforeAll(async () => {
  actions = (await import("./catalogue")).ACTIONS;
  textActions = (await import("../editor/actions")).TEXT_ACTIONS;
});

/** Keys that mean what the caret's place makes of them. */
const BY_PLACE = ["Tab", "Shift-Tab", "Enter"];

test("no key stands for two actions", () => {
  const seen = new Map<string, string>();
  for (const { id, keys } of actions) {
    for (const key of keys ?? []) {
      if (BY_PLACE.includes(key)) continue;
      expect(seen.get(key), `${key} is that of ${id}, too`).toBeUndefined();
      seen.set(key, id);
    }
  }
});

test("no two actions share an id or a name", () => {
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  expect(new Set(actions.map(({ name }) => name)).size).toBe(actions.length);
});

test("every action of the text is in the catalogue", () => {
  expect(textActions.every((action) => actions.includes(action))).toBe(true);
});
