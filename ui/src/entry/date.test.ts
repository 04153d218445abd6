import { expect, it } from "vitest";
import { noDate } from "./date";

it.each([
  "2026-11-24",
  "2026/1/2",
  "2024-02-29",
  "2026-11-24 18:05",
  "2026-11-24T18:05:09Z",
  "2026-11-24 18:05:09.25 +0530",
  "2026-11-24 18:05 -05:30",
  "",
  " ",
])("takes the date %s", (text) => {
  expect(noDate(text)).toBeNull();
});

it.each([
  "tomorrow",
  "24.11.2026",
  "2026-02-30",
  "2026-13-01",
  "2026-11-24 25:00",
  "2026-11",
  "2026-11-24 noon",
])("says what to write for %s", (text) => {
  expect(noDate(text)).toContain("2026-11-24");
});
