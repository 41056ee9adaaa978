import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canSubmit, checkComplaint } from "../domain/complaintCheck.ts";
import { checkIdNumber } from "../domain/identifiers.ts";
import { parsePhone } from "../domain/phoneNumber.ts";
import { defaultTopics } from "../domain/reference.ts";
import { readOggOpus } from "./oggOpus.ts";
import { practiceStories } from "./practiceStories.ts";
import { practiceStory } from "./practiceStory.ts";

const publicFolder = join(import.meta.dirname, "..", "..", "renderer", "public");
const lines = practiceStories.flatMap((story) => story.lines);
const today = "2026-11-22";

describe("the callers of the practice line", () => {
  it("are at least four, each with a complete script", () => {
    expect(practiceStories.length).toBeGreaterThanOrEqual(4);
    for (const story of practiceStories) expect(practiceStory.parse(story)).toEqual(story);
  });

  it("have ids, lines and numbers of their own", () => {
    for (const values of [
      practiceStories.map((story) => story.id),
      practiceStories.map((story) => story.number),
      lines.map((line) => line.id),
    ])
      expect(new Set(values).size).toBe(values.length);
  });

  it("call from numbers the desk can read and call back", () => {
    for (const { number } of practiceStories)
      expect(["mobile", "landline"]).toContain(parsePhone(number).kind);
  });

  it("are filed under topics a new centre has", () => {
    const topics = defaultTopics.map((topic) => topic.id);
    for (const { expected } of practiceStories) expect(topics).toContain(expected.topic);
  });

  it("say ID numbers with a right check digit in a county that was never assigned", () => {
    const said = lines.flatMap((line) => line.text.match(/\d{17}[\dX]/g) ?? []);
    expect(said.length).toBeGreaterThan(0);
    for (const number of said) {
      expect(checkIdNumber(number, today).ok).toBe(true);
      expect(number.slice(0, 6)).toBe("330199");
    }
  });
});

describe("the complaint against the unit that pays no insurance", () => {
  const story = practiceStories.find((each) => each.id === "unpaid-insurance")!;
  const form = story.expected.complaint!;

  it("can be submitted as a good agent fills it, without a single finding", () => {
    expect(checkComplaint(form, today)).toEqual([]);
    expect(canSubmit(form, today)).toEqual({ ok: true, value: { sealed: false, audience: "site" } });
  });

  it("holds nothing the caller does not say", () => {
    const said = story.lines.map((line) => line.text).join("");
    const { name, idNumber, phone } = form.complainant;
    for (const value of [
      name,
      idNumber,
      form.respondent.unitName,
      form.respondent.creditCode,
      form.claim.base,
    ])
      expect(said).toContain(value);
    expect(phone).toBe(story.number);
  });
});

describe("the speech of the practice line", () => {
  it.each(lines.map((line) => [line.id, line] as const))(
    "%s is an Opus file as long as its line says",
    (_id, line) => {
      const sound = readOggOpus(readFileSync(join(publicFolder, line.audio)));
      expect(sound?.channels).toBe(1);
      expect(Math.abs((sound?.durationMs ?? 0) - line.durationMs)).toBeLessThanOrEqual(line.durationMs * 0.2);
    },
  );

  it("weighs less than 600 kB in all and has no file that no line plays", () => {
    const folder = join(publicFolder, "practice");
    const files = readdirSync(folder).filter((name) => name.endsWith(".ogg"));
    expect(files.map((name) => `practice/${name}`).sort()).toEqual(lines.map((line) => line.audio).sort());
    const bytes = files.reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
    expect(bytes).toBeLessThan(600_000);
  });
});
