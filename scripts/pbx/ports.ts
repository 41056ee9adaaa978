import { reservePorts } from "../freePorts.ts";

/** Where the development exchange listens, all on 127.0.0.1. */
export type ExchangePorts = {
  /** SIP over UDP and TCP: the trunk side, where citizens call from. */
  sip: number;
  /** SIP over WebSocket: the seats. */
  ws: number;
  /** The same over TLS. */
  wss: number;
  /** JSON-RPC over HTTP, `POST /RPC`. */
  rpc: number;
  /** rtpengine's control port and its command line port. */
  ng: number;
  cli: number;
  /** Range of sound ports. */
  rtpMin: number;
  rtpMax: number;
  /** A citizen who can be called: numbers dialled with a leading 9 go there. */
  trunk: number;
};

export const defaultPorts: ExchangePorts = {
  sip: 5060,
  ws: 5080,
  wss: 5443,
  rpc: 5090,
  ng: 2223,
  cli: 9901,
  rtpMin: 30_000,
  rtpMax: 34_000,
  trunk: 5070,
};

/** Ports nobody uses now, so that tests and a running exchange do not meet. */
export async function freePorts(): Promise<ExchangePorts> {
  const [sip, ws, wss, rpc, ng, cli, trunk] = await reservePorts(7);
  // Above the ports asked for here, and below the range the system hands out as well.
  const rtpMin = 20_000 + 400 * (sip! % 25);
  return {
    sip: sip!,
    ws: ws!,
    wss: wss!,
    rpc: rpc!,
    ng: ng!,
    cli: cli!,
    trunk: trunk!,
    rtpMin,
    rtpMax: rtpMin + 398,
  };
}
