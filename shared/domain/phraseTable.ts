import { grounds } from "./admissibility.ts";
import type { Phrase } from "./phrases.ts";
import { falseInformationNotice } from "./readBack.ts";

/** What agents of the hotline say word for word, in the order of a call. Sentences that exist elsewhere are taken from there. */
export const phraseTable: readonly Phrase[] = [
  {
    id: "greeting",
    title: { zh: "开头语", en: "Greeting" },
    words: "您好，这里是 12333 人力资源社会保障热线，请问有什么可以帮您？",
    keywords: "接听 你好 问候 kaitou",
    moments: ["greeting"],
  },
  {
    id: "recording-notice",
    title: { zh: "录音告知", en: "Recording notice" },
    words: "为了保证服务质量，这次通话会录音。您如果不同意，现在可以告诉我，我们不录音，照样为您服务。",
    keywords: "录音 同意 luyin",
    moments: ["greeting"],
  },
  {
    id: "calm",
    title: { zh: "安抚情绪", en: "Calm an upset caller" },
    words: "您先别着急，我在认真听。您慢慢说，我一项一项记下来，然后告诉您下一步可以怎么办。",
    keywords: "着急 生气 哭 激动 安慰 anfu",
    moments: ["talking"],
  },
  {
    id: "understand",
    title: { zh: "表示理解", en: "Show understanding" },
    words: "我理解您的心情，换了谁遇到这样的事都会着急。我们先把情况弄清楚，我才好帮您找到解决的办法。",
    keywords: "理解 委屈 抱怨 着急 lijie",
    moments: ["talking"],
  },
  {
    id: "insulted",
    title: { zh: "遇到辱骂", en: "Insulting language" },
    words:
      "我很愿意帮您，也请您不要说伤人的话，我们就事论事好吗？如果一直这样，这次通话我只能先结束，您平静下来可以随时再打来。",
    keywords: "骂人 侮辱 威胁 ruma",
    moments: ["talking"],
  },
  {
    id: "hold",
    title: { zh: "请来电人稍等", en: "Ask to wait" },
    words: "这个问题我要查一下文件原文，请您不要挂机，稍等一会儿。",
    keywords: "等待 保持 查询 shaodeng",
    moments: ["talking", "waiting"],
  },
  {
    id: "back-from-hold",
    title: { zh: "回到通话", en: "Back from hold" },
    words: "谢谢您的等待，我查到了，现在说给您听。",
    keywords: "久等 恢复 jiudeng",
    moments: ["waiting"],
  },
  {
    id: "say-again",
    title: { zh: "没有听清", en: "Please say that again" },
    words: "不好意思，刚才这一段我没有听清，麻烦您再说一遍，可以慢一点。",
    keywords: "重复 方言 声音小 meitingqing",
    moments: ["talking"],
  },
  {
    id: "silent-line",
    title: { zh: "听不到声音", en: "Nothing can be heard" },
    words: "您好，您能听到我说话吗？我这边听不到您的声音，我先挂断，请您换个地方或者稍后再打来。",
    keywords: "无声 没声音 信号 wusheng",
    moments: ["greeting", "waiting"],
  },
  {
    id: "repeat-call",
    title: { zh: "重复来电", en: "Repeat caller" },
    words:
      "我看到您刚才已经来过电话，让您一再打来，很抱歉。之前说的我这里有记录，您不用从头讲，请说说这次有什么新的情况。",
    keywords: "多次 又打来 chongfu",
    moments: ["repeat"],
  },
  {
    id: "do-not-redial",
    title: { zh: "请勿反复挂断", en: "Please do not redial" },
    words: "人多的时候请您在线等一等，不要挂断重拨，重拨要从头排队，反而更慢。",
    keywords: "排队 挂断 重拨 chongbo",
    moments: ["repeat"],
  },
  {
    id: "off-hours",
    title: { zh: "超出服务时间", en: "Outside service hours" },
    words:
      "现在已经过了人工服务时间。您可以把问题和联系电话留下来，我们会尽快回复；也可以在工作日的服务时间再打来。",
    keywords: "下班 留言 午休 周末 xiaban",
    moments: ["offHours"],
  },
  {
    id: "identity",
    title: { zh: "核对身份", en: "Check identity" },
    words: "为了保护您的个人信息，查询之前要核对一下身份。请您说一下姓名和身份证号码，我只用在这一次核对上。",
    keywords: "身份证 查询 本人 heduishenfen",
    moments: ["identity", "talking"],
  },
  {
    id: "third-party",
    title: { zh: "代他人查询", en: "Asking for somebody else" },
    words:
      "您问的是别人的情况，涉及他的个人信息，我不能直接告诉您。请他本人打来，或者由我们通过他的单位联系他本人。",
    keywords: "代办 家人 隐私 别人 daichaxun",
    moments: ["identity"],
  },
  {
    id: "not-sure",
    title: { zh: "政策待核实", en: "To be verified" },
    words:
      "您问的这一点我还没有查到明确的规定，不能随口答复您。我先记下来，核实以后三个工作日内给您回电，打这个号码可以吗？",
    keywords: "不确定 回电 疑难 heshi",
    moments: ["talking"],
  },
  {
    id: "transfer",
    title: { zh: "转接", en: "Transfer" },
    words: "您的问题要由另一个岗位来答复，请不要挂机，我现在为您转过去。",
    keywords: "转接 班长 zhuanjie",
    moments: ["talking"],
  },
  {
    id: "false-report",
    title: { zh: "虚假举报后果", en: "Consequences of false reports" },
    words: falseInformationNotice.zh,
    keywords: "虚假 诬告 后果 真实 xujia",
    moments: ["complaint"],
  },
  {
    id: "confidential",
    title: { zh: "保密承诺", en: "Confidentiality" },
    words: "您的姓名和电话我们会保密，只用来联系您办这件事，不会告诉被投诉的单位或者个人。",
    keywords: "保密 报复 匿名 baomi",
    moments: ["complaint"],
  },
  {
    id: "ask-elements",
    title: { zh: "追问经过", en: "Ask for what happened" },
    words:
      "为了让承办单位能查清楚，请您说一说：什么时候、在哪里、和谁有关，事情是怎么起头的、经过怎样，现在是什么结果。",
    keywords: "六要素 时间 地点 经过 zhuiwen",
    moments: ["complaint"],
  },
  {
    id: "keep-evidence",
    title: { zh: "保存材料", en: "Keep the evidence" },
    words: "请您把缴费记录、工资流水、劳动合同和聊天记录这些材料保存好，承办单位核实的时候会用到。",
    keywords: "证据 材料 合同 流水 cailiao",
    moments: ["complaint"],
  },
  {
    id: "mental-damages",
    title: { zh: "精神损失费", en: "Claim for mental damages" },
    words:
      "精神损失费不在我们能处理的范围里。补缴、补发这样的诉求我可以为您登记；精神损害方面，您可以向人民法院提出。",
    keywords: "精神损失 赔偿 诉求 jingshen",
    moments: ["complaint"],
  },
  refusal("in-proceedings", "已在诉讼或复议", "Already in proceedings", "不受理 起诉 仲裁 复议 法院"),
  refusal("unrelated", "不属受理范围", "Outside what we take", "不受理 公积金 税务 政策意见 12329 12366"),
  refusal("anonymous-or-vague", "情况不具体", "Anonymous or too vague", "不受理 匿名 补充"),
  refusal("stale", "已办结或超时限", "Closed or out of time", "不受理 信访 多年前"),
  {
    id: "medical-insurance",
    title: { zh: "医保转 12393", en: "Medical insurance: 12393" },
    words: "医疗保险的业务现在由医保部门办理，您可以拨打 12393 咨询；需要的话，我把您反映的情况也记录下来。",
    keywords: "医保 报销 转办 yibao",
    moments: ["refusal"],
  },
  {
    id: "mayor-line",
    title: { zh: "介绍 12345", en: "About 12345" },
    words:
      "这件事牵涉几个部门。如果您对处理结果不满意，或者一直没有答复，可以拨打 12345，由市里统一转办、督办。",
    keywords: "市长热线 督办 不满意 超期",
    moments: ["refusal", "complaint"],
  },
  {
    id: "discipline-line",
    title: { zh: "介绍 12388", en: "About 12388" },
    words:
      "如果反映的是工作人员违纪，比如吃拿卡要、故意刁难、泄露信息，可以拨打 12388，也可以写信或者上 12388 举报网站。您愿意由我登记也行，内容会加密，只有纪检岗位能看。",
    keywords: "纪检 监察 举报 工作人员 违纪 jijian",
    moments: ["discipline"],
  },
  {
    id: "ticket-number",
    title: { zh: "报编号和期限", en: "Ticket number and time limit" },
    words:
      "您的投诉已经登记好了，请记一下工单编号，以后查进度报这个编号就行。承办单位会在规定的期限内答复您。",
    keywords: "编号 进度 期限 bianhao",
    moments: ["closing", "complaint"],
  },
  {
    id: "remedies",
    title: { zh: "复议和诉讼", en: "Reconsideration and litigation" },
    words:
      "对处理决定不服的，可以从收到决定之日起六十日内申请行政复议，或者六个月内向人民法院起诉，具体以决定书上写的为准。",
    keywords: "复议 起诉 不服 期限 fuyi",
    moments: ["complaint", "closing"],
  },
  {
    id: "closing",
    title: { zh: "结束语", en: "Closing" },
    words: "请问还有别的问题吗？……感谢您的来电，挂机后请您对我的服务做个评价，再见。",
    keywords: "再见 评价 满意 jieshu",
    moments: ["closing"],
  },
];

/** The words of the admissibility gate, so that the two never say different things. */
function refusal(id: keyof typeof grounds, zh: string, en: string, keywords: string): Phrase {
  return {
    id: `refuse-${id}`,
    title: { zh, en },
    words: grounds[id].words.zh,
    keywords,
    moments: ["refusal"],
  };
}
