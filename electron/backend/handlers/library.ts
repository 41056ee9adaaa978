import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context } from "../context.ts";

type LibraryHandlers = Pick<
  Handlers,
  | "library.search"
  | "library.suggest"
  | "library.open"
  | "library.cite"
  | "library.importPath"
  | "library.importFiles"
  | "library.importReport"
>;

/** The policy library: questions go straight to it; imports are jobs and stand in the audit. */
export function libraryHandlers(context: Context): LibraryHandlers {
  const { library } = context;
  const note = (agentId: string, jobId: string) => {
    audit(context, { agentId, action: "library.import", subject: jobId });
    return { jobId };
  };
  return {
    "library.search": (input) => {
      const { hits, tookMs, correctedTo } = library.search(input);
      return { hits, tookMs, correctedTo };
    },
    "library.suggest": ({ query }) => library.suggest(query),
    "library.open": (input) => library.open(input),
    "library.cite": (input) => library.cite(input),
    "library.importPath": ({ path }, caller) => note(caller.agent.agentId, library.importPath(path)),
    "library.importFiles": ({ files }, caller) => {
      const bytes = files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, "base64") }));
      return note(caller.agent.agentId, library.importFiles(bytes));
    },
    "library.importReport": ({ jobId }) => library.report(jobId),
  };
}
