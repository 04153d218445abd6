import { expect, test } from "vitest";
import { shareIn } from "./share";

test.each([
  ["a wish that leaves both sides their room", 0.6, 1000, 0.6],
  ["too little for the left", 0.2, 1000, 0.32],
  ["too little for the right", 0.9, 1000, 0.68],
  ["a room too narrow for both", 0.3, 500, 0.5],
  ["a wide room keeps what can be remembered", 0, 4000, 0.2],
  ["a room not measured yet", 0.3, 0, 0.3],
])("%s", (_name, wished, room, expected) => {
  expect(shareIn(wished, room, 320)).toBeCloseTo(expected);
});
