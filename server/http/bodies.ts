import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../../shared/errors.ts";
import { limits, syncRules } from "../../shared/sync/protocol.ts";

const inflate = promisify(gunzip);
const deflate = promisify(gzip);

/** JSON in and out, gzipped where it pays; what unpacks to more than the agreed size is refused while unpacking. */
export function exchangeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (request: FastifyRequest, body: Buffer) => {
      const encoding = request.headers["content-encoding"] ?? "identity";
      return parseJson(encoding === "identity" ? body : await unpack(body, encoding));
    },
  );
  app.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length <= limits.gzipAbove) return payload;
    if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return payload;
    reply.removeHeader("content-length");
    reply.header("content-encoding", "gzip").header("vary", "accept-encoding");
    return await deflate(payload, { level: 5 });
  });
}

async function unpack(body: Buffer, encoding: string): Promise<Buffer> {
  if (encoding !== "gzip") throw new AppError("invalid_input", "Only gzip is understood");
  try {
    return await inflate(body, { maxOutputLength: limits.messageBytes });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge)
      throw new AppError("invalid_input", "The message is too large", { rule: syncRules.tooLarge });
    throw new AppError("invalid_input", "The message is not gzip");
  }
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new AppError("invalid_input", "The message is not JSON");
  }
}
