export type FuzzRequest = { file: string };
export function fuzz(_request: FuzzRequest): null {
  return null;
}
