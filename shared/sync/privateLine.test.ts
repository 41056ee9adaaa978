import { expect, test } from "vitest";
import { isPrivateLine } from "./privateLine.ts";

test.each([
  ["https://12333.example.cn", true],
  ["https://10.1.2.3:7333", true],
  ["http://127.0.0.1:8620", true],
  ["http://127.0.0.2:8620", true],
  ["http://localhost:8620", true],
  ["http://[::1]:8620", true],
  ["http://10.1.2.3:7333", false],
  ["http://12333.example.cn", false],
  ["http://127.0.0.1.example.cn", false],
  ["http://localhost.example.cn", false],
  ["http://[::2]:8620", false],
  ["ws://10.1.2.3", false],
])("passwords and complaints may go to %s: %s", (address, expected) => {
  expect(isPrivateLine(new URL(address))).toBe(expected);
});
