import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import {
  type InsuredKey,
  type InsuredPerson,
  insuredKey,
  insuredPurpose,
} from "../../shared/domain/insured.ts";

const question = z.object({
  lookupId: z.uuid(),
  agentId: z.string(),
  purpose: insuredPurpose,
  key: insuredKey,
});

export type DemoRegister = {
  url: string;
  /** The questions it answered, without their keys: a register keeps its own record of who asked. */
  asked: { lookupId: string; agentId: string; purpose: string; by: string }[];
  close(): Promise<void>;
};

/** A register of insured persons as documented in docs/insured-register.md, on loopback, over the given people. */
export async function openRegister(options: {
  port: number;
  token: string;
  people: readonly InsuredPerson[];
}): Promise<DemoRegister> {
  const asked: DemoRegister["asked"] = [];
  const server = createServer((request, response) => {
    answer(request, options, asked).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 400, { error: "malformed" }),
    );
  });
  await new Promise<void>((resolve) => server.listen(options.port, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = { status: number; body: unknown };

async function answer(
  request: IncomingMessage,
  { token, people }: { token: string; people: readonly InsuredPerson[] },
  asked: DemoRegister["asked"],
): Promise<Answer> {
  if (request.headers.authorization !== `Bearer ${token}`) return { status: 401, body: { error: "token" } };
  if (request.method !== "POST" || request.url !== "/v1/insured/search")
    return { status: 404, body: { error: "path" } };
  const { key, lookupId, agentId, purpose } = question.parse(JSON.parse(await bodyOf(request)));
  asked.push({ lookupId, agentId, purpose, by: key.by });
  const found = people.filter((person) => fits(person, key));
  return { status: 200, body: { count: found.length, ...(found.length === 1 ? { person: found[0] } : {}) } };
}

function fits(person: InsuredPerson, key: InsuredKey): boolean {
  if (key.by === "idNumber") return person.idNumber === key.idNumber;
  if (key.by === "phone") return person.phone !== "" && person.phone === key.phone;
  if (person.name !== key.name) return false;
  const units = [person.employer, person.formerEmployer].map((unit) => unit?.name ?? "");
  const isBornThen = key.birthOn === null || bornOn(person) === key.birthOn;
  const isThere = key.employer === "" || units.some((name) => name.includes(key.employer));
  // A name alone is nobody, whatever the desk may have let through.
  return (key.birthOn !== null || key.employer !== "") && isBornThen && isThere;
}

function bornOn({ idNumber }: InsuredPerson): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
    if (text.length > 10_000) throw new Error("too long");
  }
  return text;
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}
