import { readFileSync, writeFileSync } from "node:fs";

/** Sound as the telephone network carries it: 8000 samples a second, one channel. Values −1…1. */
export const sampleRate = 8000;

export function toneSamples(hertz: number, seconds: number, amplitude = 0.3): Float64Array {
  return Float64Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / sampleRate),
  );
}

/** Strength of one frequency in dB below full scale (Goertzel's filter). −120 for silence or no samples. */
export function levelOf(samples: Float64Array, hertz: number): number {
  if (samples.length === 0) return -120;
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let before = 0;
  let beforeThat = 0;
  for (const sample of samples) {
    const now = sample + coefficient * before - beforeThat;
    beforeThat = before;
    before = now;
  }
  const power = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
  return Math.max(-120, 20 * Math.log10((2 * Math.sqrt(Math.max(power, 0))) / samples.length + 1e-9));
}

/** A 16-bit PCM WAV file. */
export function writeWav(file: string, samples: Float64Array): void {
  const data = Buffer.alloc(samples.length * 2);
  for (const [index, sample] of samples.entries()) data.writeInt16LE(Math.round(sample * 32_767), index * 2);
  const header = Buffer.alloc(wavHeaderBytes);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  writeFileSync(file, Buffer.concat([header, data]));
}

/** The samples of a WAV file, also of one still being written, whose header does not know its length yet. */
export function readWav(file: string): Float64Array {
  const bytes = readFileSync(file);
  const count = Math.max(0, Math.floor((bytes.length - wavHeaderBytes) / 2));
  return Float64Array.from(
    { length: count },
    (_, index) => bytes.readInt16LE(wavHeaderBytes + index * 2) / 32_768,
  );
}

const wavHeaderBytes = 44;
