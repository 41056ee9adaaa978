import type { FileSource } from "../../../electron/backend/library/documentFiles.ts";
import type { ImportFile } from "../../../electron/backend/library/library.ts";

/**
 * The documents `times` times. A copy is the law of an invented place: its title and the titles it cites begin with
 * that place's name, and names of authorities and places in its text are that place's. So no copy is a version of the
 * original or ends its validity, postings grow as they would with ten provinces' law, and common words stay common.
 */
export function multiplied(source: FileSource, times: number): FileSource {
  return { total: source.total * times, files: repeat(source, times) };
}

/** One copy alone: further documents for a library that holds the originals. */
export function copyOf(source: FileSource, number: number): FileSource {
  return { total: source.total, files: copies(source, number) };
}

function* repeat(source: FileSource, times: number): Generator<ImportFile> {
  // The source reads its files as they are asked for and can be gone through once, so all copies of one come together.
  for (const file of source.files) {
    yield file;
    for (let number = 1; number < times; number++) yield copied(file, number);
  }
}

function* copies(source: FileSource, number: number): Generator<ImportFile> {
  for (const file of source.files) yield copied(file, number);
}

const first = "澜棠砚岫霁翎珩瑭峪麓";
const second = "州岭川屿浦郡溪原";

/** Two characters that no place of the country is called by. */
export function placeOf(number: number): string {
  const at = number % (first.length * second.length);
  return `${first[at % first.length]}${second[Math.floor(at / first.length) % second.length]}`;
}

const authorities =
  /国务院|最高人民法院|最高人民检察院|全国人民代表大会|浙江省|杭州市|宁波市|温州市|各级人民政府/g;

function copied({ name, bytes }: ImportFile, number: number): ImportFile {
  const place = placeOf(number);
  const slash = name.lastIndexOf("/") + 1;
  const text = Buffer.from(bytes)
    .toString("utf8")
    .replace(/^(# *)/m, `$1${place}`)
    .replaceAll("《", `《${place}`)
    .replace(authorities, (authority) => `${place}${authority.slice(-2)}`);
  return {
    name: `${name.slice(0, slash)}${place}${name.slice(slash)}`,
    bytes: Buffer.from(text),
  };
}
