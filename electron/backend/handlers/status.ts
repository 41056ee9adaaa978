import type { z } from "zod";
import { site } from "../../../shared/domain/staff.ts";
import { topic } from "../../../shared/rpc/contract.ts";
import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import type { Context } from "../context.ts";

type StatusHandlers = Pick<Handlers, "status.get" | "reference.get">;

/** What the status bar shows, and the lists the forms choose from. */
export function statusHandlers(context: Context): StatusHandlers {
  const { reference } = context.repositories;
  return {
    "status.get": () => context.status(),
    "reference.get": () => ({
      topics: readable(reference.all("topic"), topic),
      sites: readable(reference.all("site"), site),
    }),
  };
}

/** A row of a newer server that this release cannot read is left out; it does not cost the whole list. */
function readable<T>(rows: unknown[], shape: z.ZodType<T>): T[] {
  return rows.flatMap((row) => {
    const parsed = shape.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
