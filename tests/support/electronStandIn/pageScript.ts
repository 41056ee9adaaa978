/** The script that gives a page what Electron gives it, and runs the preload's text as Electron would. */
export function pageScript(preload: string): string {
  return `(${standInPage})(function (require, module, exports) {\n${preload}\n});`;
}

type Preload = (require: (name: string) => object, module: object, exports: object) => void;
type Call = (kind: string, ...values: unknown[]) => Promise<unknown>;

/** Runs at document start in every frame; it is passed on as text, so it may use nothing from outside itself. */
function standInPage(preload: Preload): void {
  const page = window as unknown as Record<string | symbol, unknown>;
  const call = page.standInCall as Call;
  delete page.standInCall;

  const denied = () => new DOMException("Permission denied", "NotAllowedError");
  const ask = async (permission: string, mediaTypes?: string[]) => {
    if (!(await call("ask", permission, mediaTypes))) throw denied();
  };
  const media = navigator.mediaDevices;
  if (media) {
    const getUserMedia = media.getUserMedia.bind(media);
    media.getUserMedia = async (wanted) => {
      const types = [...(wanted?.audio ? ["audio"] : []), ...(wanted?.video ? ["video"] : [])];
      await ask("media", types);
      return getUserMedia(wanted);
    };
    media.getDisplayMedia = () => Promise.reject(denied());
  }
  Notification.requestPermission = () =>
    ask("notifications").then(
      () => "granted" as const,
      () => "denied" as const,
    );
  navigator.geolocation.getCurrentPosition = (_found, failed) => {
    ask("geolocation").catch(() => failed?.({ code: 1 } as GeolocationPositionError));
  };
  window.open = (url) => {
    void call("open", new URL(url ?? "about:blank", document.baseURI).href);
    return null;
  };
  navigator.permissions.query = async ({ name }) => {
    const mediaType = { microphone: "audio", camera: "video" }[name as string];
    const granted = await call("check", mediaType ? "media" : name, mediaType);
    return { name, state: granted ? "granted" : "denied" } as PermissionStatus;
  };

  // Preloads run in the main frame only (nodeIntegrationInSubFrames is off).
  if (window !== window.top) return;
  const listeners = new Map<string, ((event: object, ...values: unknown[]) => void)[]>();
  page[Symbol.for("standIn.receive")] = (channel: string, value: unknown) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, value);
  };
  const electron = {
    ipcRenderer: {
      send: (channel: string, ...values: unknown[]) => void call("send", channel, ...values),
      on: (channel: string, listener: () => void) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
    contextBridge: {
      exposeInMainWorld(name: string, value: object) {
        Object.defineProperty(window, name, { value: Object.freeze({ ...value }), enumerable: true });
      },
    },
  };
  const require = (name: string) => {
    if (name !== "electron") throw new Error(`a sandboxed preload cannot load ${name}`);
    return electron;
  };
  preload(require, { exports: {} }, {});
  new MutationObserver(() => void call("title", document.title)).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}
