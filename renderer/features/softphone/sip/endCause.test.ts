import { describe, expect, test } from "vitest";
import { callerNumber, causeOfCancel, causeOfStatus } from "./endCause.ts";

describe("why a SIP call is over", () => {
  test.each([
    [undefined, "cancelled"],
    ['SIP;cause=200;text="Call completed elsewhere"', "elsewhere"],
    ["SIP ;cause=408", "noAnswer"],
    ['Q.850;cause=16, SIP;cause=480;text="late"', "noAnswer"],
    ["Q.850;cause=16", "cancelled"],
    ["SIP;cause=600", "cancelled"],
  ])("a CANCEL with the reason %s", (reason, cause) => {
    expect(causeOfCancel(reason)).toBe(cause);
  });

  test.each([
    [486, "rejected"],
    [603, "rejected"],
    [408, "noAnswer"],
    [480, "noAnswer"],
    [487, "near"],
    [404, "failed"],
    [503, "failed"],
  ])("a call of ours answered %i", (status, cause) => {
    expect(causeOfStatus(status)).toBe(cause);
  });
});

test.each([
  ["13800138000", "13800138000"],
  ["+86-571-88886666", "+8657188886666"],
  ["anonymous", ""],
  [undefined, ""],
  ["+", ""],
])("the caller's number of %s is %s", (user, number) => {
  expect(callerNumber(user)).toBe(number);
});
