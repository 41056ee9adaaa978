/**
 * Words that set the scene of a call: who rang whom, when, with which children. They may be rare in the law and say
 * little of the matter all the same.
 */
const list = `
您好 你好 请问 谢谢 感谢 麻烦 不好意思 抱歉 打扰 电话 打电话 热线 来电 接线员 朋友 亲戚 老乡 同学 老家 家里 家人 外地 本地 过来 出来 回来 前几天 前天 昨天 今天 明天 上午 下午
早上 晚上 中午 最近 刚刚 以前 之前 后来 当时 那时 时候 小时 半天 几天 孩子 小孩 小学 初中 高中 老人 年轻人 讲 告诉 听说 网上 看到 专门 文化 情况 清楚 明白 介意 帮忙 帮 查一查 问一问
反映 一直 平时 一个人 这边 那边 这里 那里 地方 事情 东西 办法 意思 突然 转来转去 反正 其实 其他 别的 人家 大概 可能 好像 感觉 觉得 知道 了解 不懂 不会 没有 不到 实在 真的 已经 还要
心里 心情 着急 生气 睡不着 难受 麻烦你 领导 干部 哪个 有点 一点 几次 好几次 两个 三个 一次 两次 电视 新闻 视频 微信 抖音 管不管 归不归 管不着`;

export const sceneWords: ReadonlySet<string> = new Set(list.split(/\s+/).filter((word) => word !== ""));
