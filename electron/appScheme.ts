import { protocol } from "electron";
import { contentSecurityPolicy } from "./backend/contentSecurityPolicy.ts";
import { readStaticFile } from "./backend/staticFiles.ts";

/** Where the screen lives: a scheme of our own has an origin of its own, which `file:` has not. */
export const screenOrigin = "app://desk";
export const screenUrl = `${screenOrigin}/`;

/** Declares `app:` as a secure context (microphone) with its own origin. MUST run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the built screen, or the failure page in its place while there is one. Reads below `folder` only. */
export function serveAppScheme(folder: string, failurePage: () => string | null): void {
  protocol.handle("app", async (request) => {
    const url = new URL(request.url);
    if (url.host !== "desk" || request.method !== "GET") return answer(404, "text/plain", "not found");
    const failure = url.pathname === "/" ? failurePage() : null;
    if (failure) return answer(503, "text/html; charset=utf-8", failure);
    const file = await readStaticFile(folder, url.pathname);
    return file ? answer(200, file.type, new Uint8Array(file.body)) : answer(404, "text/plain", "not found");
  });
}

function answer(status: number, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    status,
    headers: {
      "Content-Type": type,
      "Content-Security-Policy": contentSecurityPolicy(),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-store",
    },
  });
}
