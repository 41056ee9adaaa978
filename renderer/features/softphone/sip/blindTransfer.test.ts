import { expect, test } from "vitest";
import { sipfragStatus } from "./blindTransfer.ts";

test.each([
  ["SIP/2.0 100 Trying\r\n", 100],
  ["SIP/2.0 200 OK", 200],
  ["\r\nSIP/2.0 603 Decline\r\n", 603],
  ["SIP/2.0 200", 200],
  ["SIP/2.0 2000 OK", null],
  ["HTTP/1.1 200 OK", null],
  ["", null],
])("a transfer's progress %j is status %s", (body, status) => {
  expect(sipfragStatus(body)).toBe(status);
});
