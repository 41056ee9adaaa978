/** The eight ways a request can fail, and the one error class that carries them. */
export const errorCodes = [
  "invalid_input",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "rule_violated",
  "unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * What an error looks like on a channel. `rule` names the sentence the screen shows (`errors.<rule>` in the
 * string catalogue); `detail` holds values for that sentence: never personal data, never a secret.
 */
export type WireError = {
  code: ErrorCode;
  message: string;
  rule?: string | undefined;
  detail?: Record<string, string | number | boolean> | undefined;
};

/** Any expected failure. A thrown value that is not an AppError is a bug and becomes `internal` on the wire. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly rule: string | undefined;
  readonly detail: WireError["detail"];

  constructor(code: ErrorCode, message: string, more: { rule?: string; detail?: WireError["detail"] } = {}) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.rule = more.rule;
    this.detail = more.detail;
  }
}

/** The wire form of any thrown value. Unknown errors lose their message: it may hold personal data. */
export function toWireError(error: unknown): WireError {
  if (!(error instanceof AppError)) return { code: "internal", message: "Internal error" };
  return { code: error.code, message: error.message, rule: error.rule, detail: error.detail };
}

/** Turns a wire error back into the class, at the calling end of a channel. */
export function fromWireError(error: WireError): AppError {
  const more: { rule?: string; detail?: WireError["detail"] } = {};
  if (error.rule !== undefined) more.rule = error.rule;
  if (error.detail !== undefined) more.detail = error.detail;
  return new AppError(error.code, error.message, more);
}

/** A refusal that a pure rule returns instead of throwing. */
export type Refused = { ok: false; rule: string; detail?: Record<string, string | number | boolean> };
export type Outcome<T> = { ok: true; value: T } | Refused;
