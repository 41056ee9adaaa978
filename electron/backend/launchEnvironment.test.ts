import { describe, expect, it } from "vitest";
import { parseLaunchEnvironment } from "./launchEnvironment.ts";

describe("what a launcher tells the seat", () => {
  it("is nothing at all on an ordinary start", () => {
    expect(parseLaunchEnvironment({ PATH: "/bin" })).toEqual({
      serverUrl: null,
      enrolCode: null,
      phone: null,
    });
  });

  it("is a server, a one-time code and an exchange", () => {
    const phone = {
      line: "exchange",
      url: "ws://127.0.0.1:5080",
      domain: "hotline.test",
      extension: "8001",
      secret: "s",
      displayName: "8001",
    };
    expect(
      parseLaunchEnvironment({
        ZUOXI_SERVER: "http://127.0.0.1:1",
        ZUOXI_ENROL_CODE: "ABCD-1234",
        ZUOXI_PHONE: JSON.stringify(phone),
      }),
    ).toEqual({ serverUrl: "http://127.0.0.1:1", enrolCode: "ABCD-1234", phone });
  });

  it.each([
    ["ZUOXI_SERVER", "not a url"],
    ["ZUOXI_PHONE", "{half a secret"],
    ["ZUOXI_PHONE", '{"line":"exchange","secret":"s3cret"}'],
  ])("names %s when it does not fit, never its value", (variable, value) => {
    expect(() => parseLaunchEnvironment({ [variable]: value })).toThrow(
      expect.objectContaining({
        rule: "launch.environment",
        detail: { variable },
        message: expect.not.stringContaining("s3cret"),
      }),
    );
  });
});
