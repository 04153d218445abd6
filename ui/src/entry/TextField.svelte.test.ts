// @vitest-environment jsdom
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import TextField from "./TextField.svelte";

let value: { current: string };
let committed: string[];
let field: HTMLInputElement;
let made: ReturnType<typeof mount>;

beforeEach(() => {
  vi.useFakeTimers();
  committed = [];
  ({ value, made } = show());
  field = document.querySelector("input") as HTMLInputElement;
  field.focus();
});

afterEach(() => {
  void unmount(made);
  vi.useRealTimers();
});

function show() {
  const value = $state({ current: "One" });
  const made = mount(TextField, {
    target: document.body,
    props: {
      label: "Title",
      testid: "title",
      get value() {
        return value.current;
      },
      get fault() {
        return wrong(value.current);
      },
      async oncommit(text: string) {
        const words = wrong(text);
        if (words !== null) return words;
        committed.push(text);
        value.current = text;
        return null;
      },
    },
  });
  return { value, made };
}

const wrong = (text: string) => (text.includes("no") ? "That is wrong" : null);

function type(text: string) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}

async function set(text: string) {
  value.current = text;
  flushSync();
  await vi.advanceTimersByTimeAsync(0);
}

test("what is typed goes to the entry at once", async () => {
  type("One a");
  type("One and");
  expect(committed).toEqual(["One a", "One and"]);
  await vi.advanceTimersByTimeAsync(400);
  expect(committed).toEqual(["One a", "One and"]);
});

test("an undo shows while the field has the keyboard, with the caret at the change", async () => {
  type("One xtwo");
  await vi.advanceTimersByTimeAsync(400);
  await set("One two");
  expect(field.value).toBe("One two");
  expect(document.activeElement).toBe(field);
  expect(field.selectionStart).toBe(4);
});

test("what is being typed stands against a change from elsewhere", async () => {
  type("One more");
  await set("Other");
  expect(field.value).toBe("One more");
  await vi.advanceTimersByTimeAsync(400);
  expect(committed).toEqual(["One more"]);
});

test("Escape brings back what stood there", async () => {
  type("Two");
  await vi.advanceTimersByTimeAsync(400);
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await vi.advanceTimersByTimeAsync(400);
  expect(committed).toEqual(["Two", "One"]);
});

test("a text that is wrong is refused, told, and gone once the field is left", async () => {
  const told = () => document.querySelector("[role=alert]")?.textContent ?? null;
  type("no");
  expect(told()).toBeNull();
  await vi.advanceTimersByTimeAsync(900);
  flushSync();
  expect([field.value, told(), committed]).toEqual(["no", "That is wrong", []]);
  field.blur();
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
  expect([field.value, told(), committed]).toEqual(["One", "That is wrong", []]);
  await vi.advanceTimersByTimeAsync(9000);
  flushSync();
  expect(told()).toBeNull();
  field.focus();
  type("Two");
  expect(told()).toBeNull();
  await vi.advanceTimersByTimeAsync(400);
  expect(committed).toEqual(["Two"]);
  await set("no more");
  field.blur();
  flushSync();
  expect(told()).toBe("That is wrong");
});
