import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { startTelling } from "./children.ts";

const registerLine = z.object({ register: z.string() });

export type RunningRegister = {
  child: ChildProcess;
  /** What the seat is told of it. */
  env: { ZUOXI_REGISTER: string; ZUOXI_REGISTER_TOKEN: string };
};

/** Starts the demo register of insured persons with a token of this run alone. */
export async function startRegister(root: string): Promise<RunningRegister> {
  const token = randomBytes(24).toString("base64url");
  const { child, told } = await startTelling(
    [join(root, "scripts/demoRegister.ts")],
    { ZUOXI_REGISTER_TOKEN: token, PORT: "0" },
    (value) => registerLine.safeParse(value).data ?? null,
  );
  return { child, env: { ZUOXI_REGISTER: told.register, ZUOXI_REGISTER_TOKEN: token } };
}
