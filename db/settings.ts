import type { Desk } from "./desk.ts";

export type SettingRepository = {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
};

/** Named texts of the seat: who it is, its keys, its telephone. The file they lie in is encrypted. */
export function settingRepository(desk: Desk): SettingRepository {
  const read = desk.prepare<[string], { value: string }>(
    "setting.get",
    "SELECT value FROM setting WHERE name = ?",
  );
  const write = desk.prepare<[string, string]>(
    "setting.set",
    "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const drop = desk.prepare<[string]>("setting.remove", "DELETE FROM setting WHERE name = ?");
  return {
    get: (name) => read.get(name)?.value ?? null,
    set: (name, value) => void write.run(name, value),
    remove: (name) => void drop.run(name),
  };
}
