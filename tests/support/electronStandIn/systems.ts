import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { app } from "./app.ts";

export const ipcMain = new EventEmitter();
export const powerMonitor = new EventEmitter();

type Scheme = (request: Request) => Promise<Response>;
export const schemes = new Map<string, Scheme>();
export const protocol = {
  registerSchemesAsPrivileged(_schemes: unknown[]) {
    if (app.isReady()) throw new Error("registerSchemesAsPrivileged must come before the app is ready");
  },
  handle: (scheme: string, handler: Scheme) => void schemes.set(scheme, handler),
};

type Decide = (granted: boolean) => void;
/** Electron grants what nobody has set a handler for. */
export const permissions = {
  request: (_contents: unknown, _permission: string, decide: Decide, _details: object): void => decide(true),
  check: (_contents: unknown, _permission: string, _origin: string, _details: object): boolean => true,
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: typeof permissions.request) {
      permissions.request = handler;
    },
    setPermissionCheckHandler(handler: typeof permissions.check) {
      permissions.check = handler;
    },
    setDevicePermissionHandler(_handler: unknown) {},
  },
};

export const Menu = {
  setApplicationMenu(_menu: null) {},
  buildFromTemplate: (template: { label: string }[]) => ({ popup: () => void Menu.popups.push(template) }),
  popups: [] as { label: string }[][],
};

/** The user's key ring: a key in the file STAND_IN_KEYRING, or none; STAND_IN_KEYRING_BACKEND names its kind. */
function ringKey(): Buffer {
  const file = process.env.STAND_IN_KEYRING;
  if (!file) throw new Error("no key ring");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32));
  return readFileSync(file);
}

export const safeStorage = {
  getSelectedStorageBackend: () =>
    app.isReady() ? (process.env.STAND_IN_KEYRING_BACKEND ?? "gnome_libsecret") : "unknown",
  isAsyncEncryptionAvailable: async () => Boolean(process.env.STAND_IN_KEYRING),
  async encryptStringAsync(text: string): Promise<Buffer> {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", ringKey(), nonce);
    return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  },
  async decryptStringAsync(wrapped: Buffer) {
    const cipher = createDecipheriv("aes-256-gcm", ringKey(), wrapped.subarray(0, 12));
    cipher.setAuthTag(wrapped.subarray(-16));
    const result = `${cipher.update(wrapped.subarray(12, -16), undefined, "utf8")}${cipher.final("utf8")}`;
    return { result, shouldReEncrypt: process.env.STAND_IN_KEY_ROTATED === "1" };
  },
};
