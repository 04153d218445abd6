import { expect, test } from "vitest";
import type { Field, Form } from "../ipc/generated";
import { listOf, otherFields, textInput, textOf } from "./fields";

const form = (fields: Field[]): Form => ({
  present: true,
  fields,
  cover: null,
  date: null,
  date_fault: null,
  error: null,
});
const tags = (value: Field["value"]) => form([{ key: "tags", value }]);

test.each([
  [tags({ kind: "list", value: ["a b", "c"] }), ["a b", "c"]],
  [tags({ kind: "text", value: "a  b" }), ["a", "b"]],
  [tags({ kind: "yaml", value: "{a: 1}" }), []],
  [form([]), []],
])("tags of %j", (given, expected) => {
  expect(listOf(given, "tags")).toEqual(expected);
});

test("keys without a place of their own keep the file's order", () => {
  const given = form([
    { key: "layout", value: { kind: "text", value: "post" } },
    { key: "title", value: { kind: "text", value: "A" } },
    { key: "published", value: { kind: "flag", value: false } },
  ]);
  expect(otherFields(given).map(({ key }) => key)).toEqual(["layout", "published"]);
  expect(textOf(given, "published")).toBe("false");
  expect(textOf(given, "missing")).toBe("");
});

test.each([
  ["excerpt", "", null],
  ["title", "", { kind: "text", value: "" }],
  ["author", "No", { kind: "text", value: "No" }],
])("%s set to %j", (key, value, expected) => {
  expect(textInput(key, value)).toEqual(expected);
});
