// Moments as people say them.
import { expect, test } from "vitest";
import { told, when } from "./when";

const now = new Date(2026, 10, 24, 9, 5).getTime();

test("today and yesterday are named, other days dated", () => {
  expect(when(new Date(2026, 10, 24, 8, 30).getTime(), now)).toBe("Today, 08:30:00");
  expect(when(new Date(2026, 10, 23, 23, 59).getTime(), now)).toBe("Yesterday, 23:59:00");
  expect(when(new Date(2026, 9, 1, 12, 0).getTime(), now)).toBe("October 1, 2026, 12:00:00");
});

test("no two of a list are said alike", () => {
  const at = new Date(2026, 10, 24, 8, 30, 5).getTime();
  expect(told([at + 3000, at + 400, at + 200, at], now)).toEqual([
    "Today, 08:30:08",
    "Today, 08:30:05 (3 of 3)",
    "Today, 08:30:05 (2 of 3)",
    "Today, 08:30:05 (1 of 3)",
  ]);
});
