/**
 * Index terms of canonical text: pairs of neighbouring symbols, and the last symbol of every run alone, so that a
 * single character is found as a prefix of some term. A symbol is one ideograph or a whole run of digits or letters;
 * such runs are also terms of their own (`98天` gives `98`, `98天`, `天`).
 */
export function indexTerms(text: string): string[] {
  const terms: string[] = [];
  for (const run of symbolRuns(text)) addRun(run, terms);
  return terms;
}

/** Symbols of the text in order, split where punctuation stands. */
export function symbolRuns(text: string): string[][] {
  const runs: string[][] = [];
  let run: string[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isIdeograph(code)) {
      run.push(text[at] ?? "");
      at += 1;
    } else if (isWordUnit(code)) {
      const end = endOfWord(text, at);
      run.push(text.slice(at, end));
      at = end;
    } else {
      if (run.length > 0) runs.push(run);
      run = [];
      at += 1;
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

function addRun(run: string[], terms: string[]): void {
  for (let at = 0; at < run.length; at++) {
    const symbol = run[at] ?? "";
    const next = run[at + 1];
    if (next === undefined || !isIdeograph(symbol.charCodeAt(0))) terms.push(symbol);
    if (next !== undefined) terms.push(symbol + next);
  }
}

export function isIdeograph(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
}

function isWordUnit(code: number): boolean {
  // Digits, a–z, and letters of other alphabets; canonical text is lower case.
  return (
    (code >= 48 && code <= 57) ||
    (code >= 97 && code <= 122) ||
    (code >= 0xc0 && code < 0x3000 && isLetter(code))
  );
}

function isLetter(code: number): boolean {
  return /\p{L}/u.test(String.fromCharCode(code));
}

function endOfWord(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && end - start < 40) {
    const code = text.charCodeAt(end);
    const isPoint = code === 46 && isDigit(text.charCodeAt(end - 1)) && isDigit(text.charCodeAt(end + 1));
    if (!isWordUnit(code) && !isPoint) break;
    end += 1;
  }
  return text[end] === "%" ? end + 1 : end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
