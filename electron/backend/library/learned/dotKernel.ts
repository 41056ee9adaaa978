/**
 * Dot products of one question with many eight-bit vectors, sixteen numbers at a time. This is the inner loop of every
 * search; as plain JavaScript it takes six times as long. The WebAssembly module is put together here, instruction by
 * instruction, so that what runs can be read.
 */
export type DotKernel = {
  /** Memory shared with the kernel. Views become stale when it grows. */
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** out[i] = question · vector number ids[i]; all are byte offsets into the memory. */
  scan(question: number, vectors: number, ids: number, count: number, out: number): void;
};

/** The little of the platform's interface that is used; no type library of the backend names it. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => DotKernel["memory"];
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: object) => { exports: { scan: DotKernel["scan"] } };
};

/** Numbers in a vector: the kernel is unrolled for it. */
const length = 128;
export const pageBytes = 65_536;

export function createDotKernel(): DotKernel {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(moduleBytes());
  const { scan } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  return { memory, scan };
}

const i32 = 0x7f;
const v128 = 0x7b;
const [question, vectors, ids, count, out, end, row, sum, part] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, value];
const add = 0x6a;
const shiftLeft = 0x74;
const load = [0x28, 2, 0];
const store = [0x36, 2, 0];
const loadVector = (offset: number) => [0xfd, 0x00, 0, ...unsigned(offset)];
const lane = (at: number) => [0xfd, 0x1b, at];
const widenLow = [0xfd, 0x87, 0x01];
const widenHigh = [0xfd, 0x88, 0x01];
const addLanes = [0xfd, 0xae, 0x01];
const dotPairs = [0xfd, 0xba, 0x01];
const advance = (local: number) => [...get(local), ...constant(4), add, ...set(local)];

/** Sixteen numbers of the vector against as many of the question, which has sixteen bits each. */
function sixteen(block: number): number[] {
  const [low, high] = [block * 32, block * 32 + 16];
  return [
    ...[...get(row), ...loadVector(block * 16), ...set(part), ...get(sum)],
    ...[...get(part), ...widenLow, ...get(question), ...loadVector(low), ...dotPairs, ...addLanes],
    ...[...get(part), ...widenHigh, ...get(question), ...loadVector(high), ...dotPairs, ...addLanes],
    ...set(sum),
  ];
}

function body(): number[] {
  const blocks = Array.from({ length: length / 16 }, (_, block) => sixteen(block)).flat();
  const lanes = [0, 1, 2, 3].flatMap((at) => [...get(sum), ...lane(at), ...(at === 0 ? [] : [add])]);
  const each = [
    ...[...get(vectors), ...get(ids), ...load, ...constant(7), shiftLeft, add, ...set(row)],
    ...[0xfd, 0x0c, ...new Array<number>(16).fill(0), ...set(sum)],
    ...blocks,
    ...[...get(out), ...lanes, ...store],
    ...[...advance(out), ...advance(ids)],
    // On to the next one while ids < end.
    ...[...get(ids), ...get(end), 0x49, 0x0d, 0],
  ];
  return [
    ...[2, 2, i32, 2, v128],
    // Leave at once when there is nothing to do.
    ...[0x02, 0x40, ...get(count), 0x45, 0x0d, 0],
    ...[...get(ids), ...get(count), ...constant(2), shiftLeft, add, ...set(end)],
    ...[0x03, 0x40, ...each, 0x0b],
    ...[0x0b, 0x0b],
  ];
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content];
  const code = body();
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, i32, i32, i32, i32, i32, 0]),
    ...section(2, [1, ...text("env"), ...text("memory"), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text("scan"), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

function text(value: string): number[] {
  return [value.length, ...Array.from(value, (character) => character.charCodeAt(0))];
}

/** LEB128 */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
