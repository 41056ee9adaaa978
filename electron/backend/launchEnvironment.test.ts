import { describe, expect, it } from "vitest";
import { parseLaunchEnvironment } from "./launchEnvironment.ts";

describe("what a launcher tells the seat", () => {
  it("is nothing at all on an ordinary start", () => {
    expect(parseLaunchEnvironment({ PATH: "/bin" })).toEqual({
      serverUrl: null,
      serverCertificateFile: null,
      enrolCode: null,
      phone: null,
      register: null,
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
        ZUOXI_SERVER_CA: "/etc/zuoxi/centre.pem",
        ZUOXI_ENROL_CODE: "ABCD-1234",
        ZUOXI_PHONE: JSON.stringify(phone),
        ZUOXI_REGISTER: "https://register.test/",
        ZUOXI_REGISTER_TOKEN: "t",
      }),
    ).toEqual({
      serverUrl: "http://127.0.0.1:1",
      serverCertificateFile: "/etc/zuoxi/centre.pem",
      enrolCode: "ABCD-1234",
      phone,
      register: { url: "https://register.test/", token: "t" },
    });
  });

  it("is never a register without a token", () => {
    expect(() => parseLaunchEnvironment({ ZUOXI_REGISTER: "https://register.test/" })).toThrow(
      expect.objectContaining({ detail: { variable: "ZUOXI_REGISTER_TOKEN" } }),
    );
  });

  it.each([
    ["ZUOXI_SERVER", "not a url"],
    ["ZUOXI_REGISTER", "http://s3cret.test/"],
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
