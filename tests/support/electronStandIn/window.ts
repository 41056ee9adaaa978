import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { Frame, Page, Route } from "playwright-core";
import { app } from "./app.ts";
import { debuggingAddress, startChromium, toAppUrl, toPageUrl } from "./chromium.ts";
import { pageScript } from "./pageScript.ts";
import { ipcMain, permissions, schemes } from "./systems.ts";

type Options = { title?: string; webPreferences: { preload: string } & Record<string, unknown> };
type FrameView = { url: string; origin: string };

const open: BrowserWindow[] = [];

class WebContents extends EventEmitter {
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: "allow" });
  readonly mainFrame: FrameView;
  readonly #page: Promise<Page>;
  #current: Page | null = null;
  /** Loads that the main process asked for are not navigations of the page. */
  #ownLoad: string | null = null;

  constructor(page: Promise<Page>) {
    super();
    this.#page = page.then((made) => {
      this.#current = made;
      return made;
    });
    const url = () => toAppUrl(this.#current?.url() ?? "");
    this.mainFrame = frameView(url);
    app.emit("web-contents-created", {}, this);
  }

  isDestroyed = () => this.#current?.isClosed() ?? false;
  getURL = () => this.mainFrame.url;
  setWindowOpenHandler = (handler: WebContents["openHandler"]) => {
    this.openHandler = handler;
  };
  send = (channel: string, value: unknown): void => {
    const deliver = ([name, sent]: [string, unknown]) => {
      const receive = (window as unknown as Record<symbol, unknown>)[Symbol.for("standIn.receive")];
      if (typeof receive === "function") receive(name, sent);
    };
    // A message to a page on its way out is lost in Electron too.
    void this.#page
      .then((page) => page.evaluate(deliver, [channel, value] as [string, unknown]))
      .catch(() => {});
  };
  loadURL = async (url: string): Promise<void> => {
    const page = await this.#page;
    this.#ownLoad = toPageUrl(url);
    await page.goto(this.#ownLoad);
  };
  reload = (): void => {
    void this.loadURL(this.getURL());
  };

  /** Every request of the page: navigations are asked about, `app:` is answered by its handler, the rest fails. */
  async onRoute(route: Route): Promise<void> {
    const request = route.request();
    const url = request.url();
    if (request.isNavigationRequest() && !this.#isOwnLoad(url) && this.#isPrevented(request.frame(), url)) {
      return route.abort("aborted");
    }
    const appUrl = toAppUrl(url);
    const handler = schemes.get("app");
    if (!appUrl.startsWith("app:") || !handler) return route.abort("blockedbyclient");
    const response = await handler(new Request(appUrl, { method: request.method() }));
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  }

  async onCall(frame: Frame, kind: string, values: unknown[]): Promise<unknown> {
    const isMainFrame = frame.parentFrame() === null;
    const senderFrame = isMainFrame ? this.mainFrame : frameView(() => toAppUrl(frame.url()));
    const [first, ...rest] = values as [string, ...unknown[]];
    if (kind === "send") return void ipcMain.emit(first, { sender: this, senderFrame }, ...rest);
    if (kind === "open") return this.#openAnother(first);
    if (kind === "title") return void this.emit("page-title-updated", {}, first);
    const details = { isMainFrame, requestingUrl: senderFrame.url };
    if (kind === "check") {
      const [mediaType] = rest;
      return permissions.check(this, first, senderFrame.origin, {
        ...details,
        ...(mediaType ? { mediaType } : {}),
      });
    }
    const mediaTypes = rest[0] as string[] | undefined;
    if (mediaTypes) Object.assign(details, { mediaTypes });
    return new Promise((decide) => permissions.request(this, first, decide, details));
  }

  async #openAnother(url: string): Promise<void> {
    if (this.openHandler({ url }).action === "deny") return;
    const page = await (await startChromium()).newPage();
    await page.goto(url).catch(() => {});
  }

  #isOwnLoad(url: string): boolean {
    if (url !== this.#ownLoad) return false;
    this.#ownLoad = null;
    return true;
  }

  #isPrevented(frame: Frame, pageUrl: string): boolean {
    let prevented = false;
    const preventDefault = () => {
      prevented = true;
    };
    const isMainFrame = frame.parentFrame() === null;
    this.emit("will-frame-navigate", { url: toAppUrl(pageUrl), isMainFrame, preventDefault });
    return prevented;
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...open];
  readonly options: Options;
  readonly webContents: WebContents;
  readonly flashes: boolean[] = [];
  #isFocused = false;

  constructor(options: Options) {
    super();
    this.options = options;
    this.webContents = new WebContents(this.#openPage());
    this.webContents.on("page-title-updated", (event, title) =>
      this.emit("page-title-updated", event, title),
    );
    open.push(this);
  }

  loadURL = (url: string) => this.webContents.loadURL(url);
  isDestroyed = () => this.webContents.isDestroyed();
  isMinimized = () => false;
  isFocused = () => this.#isFocused;
  show = () => this.focus();
  restore() {}
  focus() {
    this.#isFocused = true;
    this.emit("focus");
  }
  blur() {
    this.#isFocused = false;
    this.emit("blur");
  }
  flashFrame(on: boolean) {
    this.flashes.push(on);
  }

  async #openPage(): Promise<Page> {
    const context = await startChromium();
    const page = context.pages()[0] ?? (await context.newPage());
    await page.exposeBinding("standInCall", ({ frame }, kind: string, ...values: unknown[]) =>
      this.webContents.onCall(frame, kind, values),
    );
    await page.addInitScript(pageScript(readFileSync(this.options.webPreferences.preload, "utf8")));
    await page.route("**/*", (route) => this.webContents.onRoute(route).catch(() => {}));
    page.once("domcontentloaded", () => this.emit("ready-to-show"));
    page.once("close", () => this.#onClosed());
    process.send?.({ window: await debuggingAddress() });
    return page;
  }

  #onClosed(): void {
    open.splice(open.indexOf(this), 1);
    this.emit("closed");
    if (open.length === 0) app.emit("window-all-closed");
  }
}

function frameView(url: () => string): FrameView {
  return {
    get url() {
      return url();
    },
    get origin() {
      return /^[a-z]+:\/\/[^/]*/.exec(url())?.[0] ?? "null";
    },
  };
}
