import { type WebSocket, WebSocketServer } from "ws";

/**
 * The registering half of an exchange, for what happens between a desk and its connection: takes every REGISTER and
 * every agent state.
 */
export async function startRegistrar(): Promise<Registrar> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "sip" });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const sockets: WebSocket[] = [];
  const states: string[] = [];
  let onState = () => {};
  let isMute = false;
  let isSilentOnStates = false;
  server.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("message", (data) => {
      const text = String(data);
      const isState = text.startsWith("MESSAGE");
      if (isState) {
        states.push(text.split("\r\n\r\n")[1] ?? "");
        onState();
      }
      if (isState ? !isSilentOnStates : !isMute && text.startsWith("REGISTER")) socket.send(accepted(text));
    });
  });
  return {
    url: `ws://127.0.0.1:${port}/`,
    connections: () => sockets.length,
    freezeLast: () => sockets.at(-1)?.pause(),
    mute(wanted) {
      isMute = wanted;
    },
    states: () => states,
    nextState: () =>
      new Promise((resolve) => {
        onState = resolve;
      }),
    ignoreStates(wanted) {
      isSilentOnStates = wanted;
    },
    cutLast: () => sockets.at(-1)?.terminate(),
    async close() {
      for (const socket of sockets) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Registrar = {
  url: string;
  /** Made so far. */
  connections(): number;
  /** The connection stays open and nobody listens at its end, as after a sleep of the machine. */
  freezeLast(): void;
  /** Hears every REGISTER and answers none. */
  mute(wanted: boolean): void;
  /** The agent states heard so far. */
  states(): string[];
  /** Resolves when another one is heard. */
  nextState(): Promise<void>;
  /** Hears agent states and answers none. */
  ignoreStates(wanted: boolean): void;
  /** Ends the connection at once, as a crash would. */
  cutLast(): void;
  close(): Promise<void>;
};

function accepted(request: string): string {
  const copied = request
    .split("\r\n")
    .filter((line) => /^(Via|From|Call-ID|CSeq|Contact|To):/i.test(line))
    .map((line) => (/^To:/i.test(line) ? `${line};tag=registrar` : line));
  return ["SIP/2.0 200 OK", ...copied, "Content-Length: 0", "", ""].join("\r\n");
}
