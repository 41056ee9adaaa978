import { pinyin } from "pinyin-pro";

/** How a word is typed on a Latin keyboard: 年休假 → `nianxiujia`, `nxj`. */
export type PinyinKeys = { full: string; initials: string };

export function pinyinKeys(word: string): PinyinKeys {
  const syllables = syllablesOf(word);
  return { full: syllables.join(""), initials: syllables.map((syllable) => syllable[0] ?? "").join("") };
}

/** One syllable without tone per ideograph, `v` for ü. Readings follow the word: 重复 is chongfu. */
export function syllablesOf(word: string): string[] {
  return pinyin(word, { toneType: "none", type: "array", v: true, nonZh: "removed" });
}

const single = new Map<string, string>();

/** The sound of a word in which southern speakers' mergers count as equal: zh=z, ch=c, sh=s, -ng=-n. */
export function fuzzySound(word: string): string {
  let sound = "";
  for (const character of word) {
    let syllable = single.get(character);
    if (syllable === undefined) {
      syllable = (syllablesOf(character)[0] ?? character).replace(/^([zcs])h/, "$1").replace(/ng$/, "n");
      single.set(character, syllable);
    }
    sound += `${syllable} `;
  }
  return sound;
}
