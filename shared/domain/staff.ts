import { z } from "zod";

/** agent 坐席, lead 班长, admin 管理员, handler 承办单位, discipline 纪检. */
export const role = z.enum(["agent", "lead", "admin", "handler", "discipline"]);
export type Role = z.infer<typeof role>;

/** 工号: a string whose leading zeros count (`061`). Full-width digits are folded before this check. */
export const agentId = z.string().regex(/^[0-9]{3,8}$/);

/** Somebody who may sign in. `site` is the seat group they belong to. */
export const staffMember = z.object({
  agentId,
  name: z.string(),
  role,
  site: z.string(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** A site (市本级 or a district) of the centre. `region` is its administrative division code (GB/T 2260). */
export const site = z.object({ id: z.string(), name: z.string(), region: z.string(), seats: z.int() });
export type Site = z.infer<typeof site>;
