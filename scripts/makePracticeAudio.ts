/**
 * Speaks the practice stories into `renderer/public/practice`: espeak-ng → ffmpeg → Opus in Ogg, and writes the
 * lengths to `shared/call/practiceDurations.ts`. Needed only when a line changes; the sound files are kept in the
 * repository. Usage: node scripts/run.mjs scripts/makePracticeAudio.ts
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOggOpus } from "../shared/call/oggOpus.ts";
import { practiceStories } from "../shared/call/practiceStories.ts";
import type { PracticeLine, PracticeStory } from "../shared/call/practiceStory.ts";

const root = join(import.meta.dirname, "..");
const publicFolder = join(root, "renderer", "public");
const durationsFile = join(root, "shared", "call", "practiceDurations.ts");

const digitNames = "零一二三四五六七八九";
const letterNames: Readonly<Record<string, string>> = { A: "诶", L: "艾勒", M: "艾姆", X: "艾克斯" };

const workFolder = mkdtempSync(join(tmpdir(), "practice-audio-"));
try {
  const durations = practiceStories.flatMap((story) =>
    story.lines.map((line): [string, number] => [line.id, speak(story, line)]),
  );
  removeLeftovers(new Set(durations.map(([id]) => `${id}.ogg`)));
  const rows = durations.map(([id, ms]) => `  "${id}": ${ms},`).join("\n");
  writeFileSync(
    durationsFile,
    `/** Lengths in ms of the spoken lines, by line id; written by scripts/makePracticeAudio.ts. */\n` +
      `export const practiceDurations: Readonly<Record<string, number>> = {\n${rows}\n};\n`,
  );
  const seconds = durations.reduce((sum, [, ms]) => sum + ms, 0) / 1000;
  console.log(`${durations.length} lines, ${seconds.toFixed(0)} s`);
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}

/** Writes one line's sound file and returns its length in ms. */
function speak(story: PracticeStory, line: PracticeLine): number {
  const wave = join(workFolder, `${line.id}.wav`);
  const sound = join(publicFolder, line.audio);
  mkdirSync(join(sound, ".."), { recursive: true });
  const { variant, speed, pitch } = story.voice;
  // The pinyin flavour of the voice is the one that takes every character through the Chinese dictionary.
  run("espeak-ng", [
    ...["-v", `cmn-latn-pinyin+${variant}`, "-s", String(speed), "-p", String(pitch)],
    ...["-w", wave, pronounceable(line.text)],
  ]);
  // A telephone passes 300–3400 Hz; the silence after the last word is cut, a quarter of a second is left.
  const filter =
    "highpass=f=200,lowpass=f=3800,areverse,silenceremove=1:0:-50dB,areverse,apad=pad_dur=0.25,loudnorm=I=-18";
  run("ffmpeg", [
    ...["-v", "error", "-y", "-i", wave, "-af", filter, "-ac", "1", "-ar", "16000", "-map_metadata", "-1"],
    ...["-c:a", "libopus", "-b:a", "16k", "-application", "voip", "-bitexact", sound],
  ]);
  const written = readOggOpus(readFileSync(sound));
  if (written === null) throw new Error(`no Opus was written for ${line.id}`);
  return written.durationMs;
}

function run(program: string, args: string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (error) throw new Error(`${program} cannot be run: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}

/** Years stay years, long numbers are said digit by digit, letters by their Chinese names. */
function pronounceable(text: string): string {
  return text.replace(/[A-Z0-9]{12,}/g, spell).replace(/\d{4}(?=年)|\d{5,}/g, spell);
}

function spell(code: string): string {
  return [...code]
    .map((sign) => (/\d/.test(sign) ? digitNames[Number(sign)] : ` ${letterNames[sign] ?? sign} `))
    .join("");
}

function removeLeftovers(wanted: ReadonlySet<string>): void {
  const folder = join(publicFolder, "practice");
  for (const name of readdirSync(folder))
    if (name.endsWith(".ogg") && !wanted.has(name)) rmSync(join(folder, name));
}
