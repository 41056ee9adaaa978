/** Words that say how something is asked, not what about. They never carry a search on their own. */
const list = `
的 了 吗 呢 么 吧 啊 呀 嘛 哦 哈 着 过 得 地 之 其 该 此 这 那 这个 那个 这些 那些 这样 那样 这种 那种 哪 哪些 哪个 哪里 哪儿 哪种
我 你 您 他 她 它 我们 你们 他们 自己 咱 咱们 本人 人家 大家 什么 怎么 怎样 怎么样 怎么办 如何 为什么 为何 干嘛 多少 几 几个 几天 多久 多长 多长时间 多大
多 少 谁 是 是不是 是否 有 有没有 没有 没 不 不是 会 会不会 能 能不能 能否 能够 可 可以 可不可以 可否 要 要不要 需 需要 应该 应 想 想要 想问 请问 问
问一下 咨询 一下 知道 告诉 呗 算 算不算 属于 还 还是 还有 也 都 就 就是 才 又 再 很 太 最 更 已 已经 正在 刚 曾 曾经 将 把 被 给 让 叫 使 对 对于 关于 跟 和 与
及 以及 或 或者 并 并且 而 而且 但 但是 不过 因为 因 由于 所以 因此 如果 要是 假如 若 的话 时 时候 后 之后 以后 前 之前 以前 中 里 上 下 内 外 在 从 到 向 往 于 由 以 用
按 按照 根据 依照 个 种 些 点 次 位 件 条 项 一 一个 一些 一种 情况 情形 问题 规定 相关 有关 具体 标准 方面 东西 事 事情 做 办 弄 搞 去 来 说 看 吗 行 行不行 好 对不对 呢 了吗 啥
咋 咋办 咋样 啥时候 何时 几时 拿 进行 可能 必须 只 只有 只能 仅 等 等等 及其 所 则 即 下来 起来 出来 一般 通常 到底 究竟 真的 现在 目前 今年 那么 这么 多少天 多少钱 几年 几个月
怎么算 怎么弄 哪些人 为 为了 ？ ? ！ ， 。 、`;

export const stopWords: ReadonlySet<string> = new Set(list.split(/\s+/).filter((word) => word !== ""));

/** A pair with one of these spans a question phrase (是否, 怎么, 可以) and says nothing about the matter. */
export const questionCharacters: ReadonlySet<string> = new Set(
  "吗呢么的了怎可以是否几多少谁什哪如何我你他她它",
);
