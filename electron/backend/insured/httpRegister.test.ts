import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { createHttpRegister } from "./httpRegister.ts";

it("a register that keeps silent is given up, and one that sends elsewhere is not followed", async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? "");
    if (seen.length === 2) response.writeHead(307, { location: "/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
  const register = createHttpRegister({ fetch, address: () => ({ url, token: "t" }), timeoutMs: 150 });
  const question = {
    lookupId: "01890000-0000-7000-8000-000000000001",
    agentId: "061",
    purpose: "own-enquiry",
    key: { by: "phone", phone: "13800138000" },
  } as const;
  expect(await register.find(question)).toEqual({ state: "unavailable" });
  expect(await register.find(question)).toEqual({ state: "unavailable" });
  expect(seen).toEqual(["/base/v1/insured/search", "/base/v1/insured/search"]);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});
