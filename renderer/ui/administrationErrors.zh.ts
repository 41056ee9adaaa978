/** What is said when the server refuses an administrator's change. */
export const administrationErrorsZh = {
  "admin.field": "这一项的格式不对，没有保存。",
  "admin.periodShape": "请写成 08:30-12:00 13:30-17:00。",
  "admin.agentIdTaken": "这个工号已经有人用了。",
  "admin.idTaken": "这个代号已经用了。",
  "admin.changedMeanwhile": "别人刚刚改过，上面已是最新内容。您填的还在，看过后可以再保存。",
  "admin.lastAdmin": "这是最后一个能登录的管理员，不能停用、降级或过期。请先另设一位。",
  "admin.noSuchPerson": "没有这个工号。",
  "admin.seatChanged": "这个席位刚刚换了电脑，已显示最新情况。",
  "enrol.noSeatFree": "没有这个席位，或已没有空席。",
  "server.tooMany": "操作太频繁，请过一分钟再试。",
} as const;
