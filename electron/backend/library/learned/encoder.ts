import { isIdeograph } from "../tokens.ts";
import { characterEntry, modelWords } from "./modelWords.ts";
import { dimensions, type SearchModel } from "./searchModel.ts";

/** Turns canonical texts into vectors. */
export type Encoder = {
  /** Unit vector of a question; all zeros when it holds nothing that the model knows. */
  question(text: string): Float32Array;
  /** Vector of a passage as eight-bit numbers, whatever its length: only its direction counts. */
  passage(fields: { title: string; head: string; body: string }): Int8Array;
};

const mostRemembered = 20_000;

/** Words count by occurrence, characters once in each field: the same rules that training follows. */
export function createEncoder({
  entries,
  table,
  askScale,
  tellScale,
}: Pick<SearchModel, "entries" | "table" | "askScale" | "tellScale">): Encoder {
  const numbers = new Map(entries.map((entry, number) => [entry, number]));
  const remembered = new Map<string, Word>();
  const wordOf = (text: string): Word => {
    const known = remembered.get(text);
    if (known) return known;
    const word = lookUp(text, numbers);
    if (remembered.size < mostRemembered) remembered.set(text, word);
    return word;
  };
  const seen = new Int32Array(entries.length);
  let field = 0;
  const add = (sum: Float32Array, entry: number, scale: Float32Array) => {
    const factor = scale[entry] as number;
    const row = entry * dimensions;
    for (let axis = 0; axis < dimensions; axis++) sum[axis]! += factor * (table[row + axis] as number);
  };
  const addText = (sum: Float32Array, text: string, scale: Float32Array) => {
    field += 1;
    for (const piece of modelWords(text)) {
      const { entry, characters } = wordOf(piece);
      if (entry >= 0) add(sum, entry, scale);
      for (const character of characters) {
        if (seen[character] === field) continue;
        seen[character] = field;
        add(sum, character, scale);
      }
    }
  };
  let titled = { title: "", sum: new Float32Array(dimensions) };
  return {
    question(text) {
      const sum = new Float32Array(dimensions);
      addText(sum, text, askScale);
      return unit(sum);
    },
    passage({ title, head, body }) {
      if (titled.title !== title) {
        titled = { title, sum: new Float32Array(dimensions) };
        addText(titled.sum, title, tellScale);
      }
      const sum = titled.sum.slice();
      addText(sum, head, tellScale);
      addText(sum, body, tellScale);
      return quantised(sum);
    },
  };
}

type Word = { entry: number; characters: readonly number[] };

function lookUp(text: string, numbers: ReadonlyMap<string, number>): Word {
  const characters: number[] = [];
  for (const character of text) {
    if (!isIdeograph(character.charCodeAt(0))) continue;
    const number = numbers.get(characterEntry(character));
    if (number !== undefined) characters.push(number);
  }
  return { entry: numbers.get(text) ?? -1, characters };
}

function unit(sum: Float32Array): Float32Array {
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}

/** The largest number becomes ±127, so that the direction keeps two digits. */
export function quantised(sum: Float32Array): Int8Array {
  let most = 0;
  for (const value of sum) most = Math.max(most, Math.abs(value));
  const result = new Int8Array(dimensions);
  if (most > 0)
    for (let axis = 0; axis < dimensions; axis++)
      result[axis] = Math.round(((sum[axis] as number) * 127) / most);
  return result;
}
