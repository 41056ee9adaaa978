import { app, type Session, type WebContents } from "electron";
import { screenOrigin, screenUrl } from "./appScheme.ts";

/** Closes every way by which content could leave its page, open another or be given more than a microphone. */
export function lockDown(session: Session): void {
  app.on("web-contents-created", (_event, contents) => lockContents(contents));
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const mediaTypes = "mediaTypes" in details ? details.mediaTypes : undefined;
    const isMicrophone = permission === "media" && mediaTypes?.length === 1 && mediaTypes[0] === "audio";
    decide(isMicrophone && details.isMainFrame && isScreen(contents.getURL()));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return permission === "media" && details.mediaType === "audio" && isScreen(origin);
  });
  session.setDevicePermissionHandler(() => false);
}

/** Whether an address or origin is the screen's own. */
export function isScreen(address: string): boolean {
  return address === screenOrigin || address.startsWith(screenUrl);
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isScreen(event.url)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    if (!isScreen(event.url)) event.preventDefault();
  });
}
