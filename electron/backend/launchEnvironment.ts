import { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import { type PhoneAccount, phoneAccount } from "../../shared/rpc/contract.ts";
import { type RegisterAddress, registerAddress } from "./insured/insuredLookup.ts";

/** What a launcher may tell a seat at its start, besides where its data lie. */
export type LaunchEnvironment = {
  /** Address of the central server now; replaces the one kept from enrolment when it has moved. */
  serverUrl: string | null;
  /** File with the certificates the server is to be believed by, instead of those the seat keeps. */
  serverCertificateFile: string | null;
  /** One-time code: the seat enrols itself at its first start. */
  enrolCode: string | null;
  /** Exchange to register at instead of the one given at enrolment. */
  phone: PhoneAccount | null;
  /** Register of insured persons to ask, instead of the one the centre names. */
  register: RegisterAddress | null;
};

const environment = z.object({
  ZUOXI_SERVER: z.url().optional(),
  ZUOXI_SERVER_CA: z.string().min(1).max(4_000).optional(),
  ZUOXI_ENROL_CODE: z.string().min(4).max(40).optional(),
  ZUOXI_PHONE: z.string().max(4_000).optional(),
  ZUOXI_REGISTER: registerAddress.shape.url.optional(),
  ZUOXI_REGISTER_TOKEN: registerAddress.shape.token.optional(),
});

/**
 * Reads `ZUOXI_SERVER`, `ZUOXI_SERVER_CA` (a file), `ZUOXI_ENROL_CODE`, `ZUOXI_PHONE` (JSON), `ZUOXI_REGISTER` and
 * `ZUOXI_REGISTER_TOKEN`. They come by environment, not by argument, because arguments are visible to every user of
 * the machine.
 * @throws AppError `launch.environment` naming the variable, never its value.
 */
export function parseLaunchEnvironment(env: NodeJS.ProcessEnv): LaunchEnvironment {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw refused(String(parsed.error.issues[0]?.path[0] ?? ""));
  const { ZUOXI_SERVER, ZUOXI_SERVER_CA, ZUOXI_ENROL_CODE, ZUOXI_PHONE } = parsed.data;
  const { ZUOXI_REGISTER: url, ZUOXI_REGISTER_TOKEN: token } = parsed.data;
  if (url && !token) throw refused("ZUOXI_REGISTER_TOKEN");
  return {
    serverUrl: ZUOXI_SERVER ?? null,
    serverCertificateFile: ZUOXI_SERVER_CA ?? null,
    enrolCode: ZUOXI_ENROL_CODE ?? null,
    phone: ZUOXI_PHONE ? parsePhone(ZUOXI_PHONE) : null,
    register: url && token ? { url, token } : null,
  };
}

function parsePhone(text: string): PhoneAccount {
  try {
    return phoneAccount.parse(JSON.parse(text));
  } catch {
    throw refused("ZUOXI_PHONE");
  }
}

function refused(variable: string): AppError {
  return new AppError("invalid_input", `${variable} does not fit`, {
    rule: "launch.environment",
    detail: { variable },
  });
}
