// Moments as people say them.
import { expect, test } from "vitest";
import { when } from "./when";

const now = new Date(2026, 10, 24, 9, 5).getTime();

test("today and yesterday are named, other days dated", () => {
  expect(when(new Date(2026, 10, 24, 8, 30).getTime(), now)).toBe("Today, 08:30:00");
  expect(when(new Date(2026, 10, 23, 23, 59).getTime(), now)).toBe("Yesterday, 23:59");
  expect(when(new Date(2026, 9, 1, 12, 0).getTime(), now)).toBe("October 1, 2026, 12:00");
});
