import { parseArgs } from "node:util";
import { z } from "zod";

const options = z.object({
  data: z.string(),
  "key-file": z.string(),
  "demo-key": z.boolean().default(false),
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  renderer: z.string(),
  worker: z.string(),
  starter: z.boolean().default(false),
});

export type HostArguments = z.infer<typeof options>;

/** The command line of the loopback host; every path is absolute or relative to the current folder. */
export function parseHostArguments(argv: string[]): HostArguments {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: "string" },
      "key-file": { type: "string" },
      "demo-key": { type: "boolean" },
      port: { type: "string" },
      renderer: { type: "string" },
      worker: { type: "string" },
      starter: { type: "boolean" },
    },
  });
  return options.parse(values);
}
