import { expect, test } from "vitest";
import { zh } from "../ui/strings.zh.ts";
import { extraKeys, keyHint, keyTable, meaningOf } from "./keys.ts";

const press = (key: string, held: Partial<Parameters<typeof meaningOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
});

test.each([
  ["F1", {}, { do: "phrases" }],
  ["F2", {}, { do: "answer" }],
  ["F3", {}, { do: "hangUp" }],
  ["F4", {}, { do: "hold" }],
  ["F6", {}, { do: "mute" }],
  ["F10", {}, { do: "wrapUpDone" }],
  ["k", { ctrlKey: true }, { do: "search" }],
  ["K", { ctrlKey: true }, { do: "search" }],
  ["j", { ctrlKey: true }, { do: "tickets" }],
  ["i", { ctrlKey: true }, { do: "cite" }],
  ["l", { altKey: true }, { do: "hint" }],
  ["d", { metaKey: true }, { do: "complaint" }],
  ["Enter", { ctrlKey: true }, { do: "submit" }],
  ["/", { ctrlKey: true }, { do: "help" }],
  ["Escape", {}, { do: "back" }],
  ["2", { altKey: true }, { screen: 2 }],
])("%s with %o means %o", (key, held, meaning) => {
  expect(meaningOf(press(key, held))).toEqual(meaning);
});

test.each([
  ["F5", {}],
  ["F7", {}],
  ["r", { ctrlKey: true }],
  ["F3", { shiftKey: true }],
  ["F1", { altKey: true }],
  ["p", { ctrlKey: true }],
])("%s with %o neither reloads the page nor opens anything of the browser's", (key, held) => {
  expect(meaningOf(press(key, held))).toBe("swallow");
});

test.each([
  ["a", {}],
  ["Enter", {}],
  ["k", {}],
  ["l", {}],
  ["l", { altKey: true, ctrlKey: true }],
  ["c", { ctrlKey: true }],
  ["z", { ctrlKey: true }],
  ["F12", {}],
])("%s with %o stays with the field or the browser", (key, held) => {
  expect(meaningOf(press(key, held))).toBe("ignore");
});

test("while the input method composes no key means anything to the desk", () => {
  for (const { code, ctrl, alt = false } of keyTable) {
    expect(meaningOf(press(code, { ctrlKey: ctrl, altKey: alt, isComposing: true }))).toBe("ignore");
    expect(meaningOf(press(code, { ctrlKey: ctrl, altKey: alt, keyCode: 229 }))).toBe("ignore");
  }
});

test("a key held down acts once", () => {
  expect(meaningOf(press("F2", { repeat: true }))).toBe("swallow");
});

test("no key means two things, and each has a sentence on the help page and a hint on its button", () => {
  const presses = keyTable.map(({ code, ctrl, alt }) => `${ctrl} ${alt} ${code}`);
  expect(new Set(presses).size).toBe(keyTable.length);
  for (const { action, hint } of keyTable) {
    expect(zh.keys[action]).not.toBe("");
    expect(keyHint(action)).toBe(hint);
  }
  for (const { name } of extraKeys) expect(zh.keys[name]).not.toBe("");
});
