import { type Browser, chromium, type Page } from "playwright-core";

/** Flags for a console under test: a fake microphone, audio without a gesture, nothing throttled, no outside traffic. */
const flags = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
];

export type BrowserOptions = {
  /** `asked`: only with the permission of the page; `missing`: a computer without one. */
  microphone?: "allowed" | "asked" | "missing";
  /** A WAV file that the fake microphone plays, so that the far end can measure who hears whom. */
  microphoneFile?: string;
  /** Hears and plays through the sound server these variables name, with real devices instead of a fake one. */
  soundEnv?: Record<string, string>;
  /** Takes any certificate, as a machine would on which the centre's own is installed. */
  trustsAnyCertificate?: boolean;
};

export function chromiumFlags({
  microphone = "allowed",
  microphoneFile,
  soundEnv,
  trustsAnyCertificate,
}: BrowserOptions = {}): string[] {
  const file = microphoneFile ? [`--use-file-for-fake-audio-capture=${microphoneFile}`] : [];
  const trust = trustsAnyCertificate ? ["--ignore-certificate-errors"] : [];
  const devices = soundEnv || microphone === "missing" ? [] : ["--use-fake-device-for-media-stream"];
  return [...flags, ...microphoneFlags[microphone], ...devices, ...file, ...trust];
}

const microphoneFlags = {
  allowed: ["--use-fake-ui-for-media-stream"],
  asked: [],
  missing: ["--use-fake-ui-for-media-stream", "--disable-audio-input"],
} as const;

/** Debian's Chromium, headless. The caller closes it. */
export function launchChromium(options: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: chromiumFlags(options),
    ...(options.soundEnv && { env: { ...process.env, ...options.soundEnv } }),
  });
}

/** A page of the console with the microphone allowed; page errors and console errors are collected in `problems`. */
export async function openConsole(
  browser: Browser,
  url: string,
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  await context.grantPermissions(["microphone"]);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(url);
  return { page, problems };
}
