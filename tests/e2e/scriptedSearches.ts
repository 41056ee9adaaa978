/**
 * Searches as an agent types them, over the documents that come with the product. What is right was read out of the
 * documents, not out of what the search returns; a bare keyword is right at its main clause, not at any mention.
 */
export type ScriptedSearch = {
  kind: "keyword" | "question" | "pinyin" | "typo" | "number" | "colloquial";
  /** In order: the letters an input method composes with the word chosen for them, or text that is typed as it is. */
  typed: readonly string[];
  /** Right clauses: the file's name, then the numbers of its clauses. */
  right: readonly string[];
};

export const scriptedSearches: readonly ScriptedSearch[] = [
  {
    kind: "keyword",
    typed: ["chan'jia 产假", "tian'shu 天数"],
    right: ["maternityLeave2012 问 1", "birthLeaveZhejiang 问 1"],
  },
  { kind: "keyword", typed: ["nian'xiu'jia 年休假", "tian'shu 天数"], right: ["annualLeave 问 2"] },
  { kind: "keyword", typed: ["jing'ji 经济", "bu'chang 补偿", "ji'suan 计算"], right: ["severancePay 问 2"] },
  {
    kind: "keyword",
    typed: ["shi'yong'qi 试用期", "gong'zi 工资"],
    right: ["probation 问 3", "minimumWage 问 3"],
  },
  { kind: "keyword", typed: ["jia'ban'fei 加班费"], right: ["overtimePay 问 1"] },
  { kind: "keyword", typed: ["gong'shang 工伤", "ren'ding 认定"], right: ["workInjury 问 1, 问 3, 问 4"] },
  {
    kind: "keyword",
    typed: ["shi'ye'jin 失业金", "shen'ling 申领"],
    right: ["unemploymentBenefit 问 1, 问 4"],
  },
  {
    kind: "keyword",
    typed: ["sheng'yu 生育", "jin'tie 津贴"],
    right: ["maternityAllowance 问 1, 问 2, 问 4"],
  },
  { kind: "keyword", typed: ["she'bao'ka 社保卡", "bu'ban 补办"], right: ["socialCard 问 2"] },
  {
    kind: "keyword",
    typed: ["zhong'cai 仲裁", "shi'xiao 时效"],
    right: ["labourArbitration 二", "timeLimits 一", "unlawfulDismissal 问 7", "unpaidWages 问 7"],
  },
  {
    kind: "keyword",
    typed: ["shuang'bei 双倍", "gong'zi 工资"],
    right: ["labourContract 问 2", "openEndedContract 问 5"],
  },
  {
    kind: "keyword",
    typed: ["jing'ye 竞业", "xian'zhi 限制", "bu'chang 补偿"],
    right: ["nonCompete 问 3, 问 4, 问 5"],
  },
  { kind: "keyword", typed: ["bing'jia 病假", "gong'zi 工资"], right: ["sickLeave 问 5"] },
  { kind: "keyword", typed: ["gao'wen 高温", "jin'tie 津贴"], right: ["heatProtection 问 1, 问 2"] },
  {
    kind: "keyword",
    typed: ["ting'gong 停工", "liu'xin'qi 留薪期"],
    right: ["injuryPaidLeave 问 1, 问 2", "workInjury 问 5"],
  },
  {
    kind: "keyword",
    typed: ["lao'wu 劳务", "pai'qian 派遣", "tong'gong'tong'chou 同工同酬"],
    right: ["labourDispatch 问 4"],
  },
  {
    kind: "keyword",
    typed: ["dai'tong'zhi'jin 代通知金"],
    right: ["unlawfulDismissal 问 3", "severancePay 问 4"],
  },
  { kind: "keyword", typed: ["bu'ru 哺乳", "shi'jian 时间"], right: ["maternityLeave2012 问 6"] },
  {
    kind: "keyword",
    typed: ["sang'zang 丧葬", "bu'zhu'jin 补助金"],
    right: ["survivorBenefits 问 1, 问 3", "deathAtWork 问 1, 问 2", "retirement 问 6"],
  },
  { kind: "keyword", typed: ["yu'er'jia 育儿假"], right: ["birthLeaveZhejiang 问 4"] },
  {
    kind: "keyword",
    typed: ["xing'zheng 行政", "fu'yi 复议", "qi'xian 期限"],
    right: ["reviewAndLitigation 三", "timeLimits 五", "retirement 问 7"],
  },
  {
    kind: "keyword",
    typed: ["can'bao 参保", "zheng'ming 证明"],
    right: ["insuranceProof 二, 三", "insuranceProofHangzhou 一, 三"],
  },
  { kind: "keyword", typed: ["tong'gong 童工", "fa'kuan 罚款"], right: ["youngWorkers 问 2"] },
  { kind: "keyword", typed: ["ya'jin 押金"], right: ["depositsAndPapers 问 1, 问 2"] },
  {
    kind: "question",
    typed: ["nian'xiu'jia 年休假", "neng'bu'neng 能不能", "kua'nian 跨年"],
    right: ["annualLeave 问 1"],
  },
  {
    kind: "question",
    typed: ["huai'yun 怀孕", "qi'ge'yue 七个月", "neng'bu'neng 能不能", "shang 上", "ye'ban 夜班"],
    right: ["maternityLeave2012 问 4", "womenWorkers 问 3"],
  },
  {
    kind: "question",
    typed: ["gong'si 公司", "mei 没", "gei'wo 给我", "jiao 交", "she'bao 社保", "zen'me'ban 怎么办"],
    right: ["insuranceArrears 问 3, 问 5", "insuranceComplaint 二"],
  },
  {
    kind: "question",
    typed: ["shi'yong'qi 试用期", "ke'yi 可以", "sui'bian 随便", "ci'tui 辞退", "ma 吗"],
    right: ["probation 问 5"],
  },
  {
    kind: "question",
    typed: ["he'tong 合同", "dao'qi 到期", "bu 不", "xu'qian 续签", "you'mei'you 有没有", "bu'chang 补偿"],
    right: ["severancePay 问 1"],
  },
  {
    kind: "question",
    typed: [
      "dan'wei 单位",
      "mei'you 没有",
      "jiao 交",
      "gong'shang 工伤",
      "bao'xian 保险",
      "yi'liao'fei 医疗费",
      "shei'chu 谁出",
    ],
    right: ["workInjury 问 7", "insuranceArrears 问 7", "deathAtWork 问 6"],
  },
  {
    kind: "question",
    typed: ["ling 领", "shi'ye'jin 失业金", "qi'jian 期间", "yi'bao 医保", "zen'me'jiao 怎么交"],
    right: ["unemploymentBenefit 问 5"],
  },
  {
    kind: "question",
    typed: ["li'zhi'hou 离职后", "nian'xiu'jia 年休假", "mei 没", "xiu'wan 休完", "zen'me'suan 怎么算"],
    right: ["annualLeave 问 5"],
  },
  {
    kind: "question",
    typed: [
      "tui'xiu 退休",
      "nian'ling 年龄",
      "dao'le 到了",
      "she'bao 社保",
      "mei 没",
      "jiao'man 交满",
      "shi'wu'nian 十五年",
      "zen'me'ban 怎么办",
    ],
    right: ["retirement 问 2", "residentPension 问 3", "gradualRetirement 三", "backPayment 问 3"],
  },
  {
    kind: "question",
    typed: ["bu'fu 不服", "lao'dong 劳动", "zhong'cai 仲裁", "cai'jue 裁决", "zen'me'ban 怎么办"],
    right: ["labourArbitration 六", "timeLimits 七"],
  },
  {
    kind: "question",
    typed: [
      "huan'le 换了",
      "cheng'shi 城市",
      "gong'zuo 工作",
      "yi'qian 以前",
      "jiao'de 交的",
      "yang'lao 养老",
      "bao'xian 保险",
      "zen'me'zhuan 怎么转",
    ],
    right: ["pensionTransfer 一, 二, 三"],
  },
  {
    kind: "question",
    typed: [
      "shang'xia'ban 上下班",
      "lu'shang 路上",
      "bei'che 被车",
      "zhuang'le 撞了",
      "suan'bu'suan 算不算",
      "gong'shang 工伤",
    ],
    right: ["workInjury 问 1"],
  },
  { kind: "pinyin", typed: ["nianxiujia"], right: ["annualLeave 问 1, 问 2, 问 4"] },
  { kind: "pinyin", typed: ["chanjia"], right: ["maternityLeave2012 问 1", "birthLeaveZhejiang 问 1"] },
  { kind: "pinyin", typed: ["gongshangrending"], right: ["workInjury 问 1, 问 3, 问 4"] },
  {
    kind: "pinyin",
    typed: ["shiyebaoxianjin"],
    right: ["unemploymentBenefit 问 1, 问 3, 问 4", "jobRegistration 问 3"],
  },
  { kind: "pinyin", typed: ["jjbc"], right: ["severancePay 问 1, 问 2"] },
  { kind: "pinyin", typed: ["jbf"], right: ["overtimePay 问 1, 问 6, 问 7", "wageBase 问 3"] },
  { kind: "typo", typed: ["jing'ji 经济", "bu'chang 不偿"], right: ["severancePay 问 1, 问 2"] },
  { kind: "typo", typed: ["gong'shang 公伤", "ren'ding 认定"], right: ["workInjury 问 1, 问 3, 问 4"] },
  { kind: "typo", typed: ["jing'ye 竟业", "xian'zhi 限制"], right: ["nonCompete 问 1, 问 2, 问 3"] },
  {
    kind: "typo",
    typed: ["shi'yong'qi 試用期", "gong'zi 工資"],
    right: ["probation 问 3", "minimumWage 问 3"],
  },
  {
    kind: "typo",
    typed: ["lao'dong 勞動", "zhong'cai 仲裁", "shi'xiao 時效"],
    right: ["labourArbitration 二", "timeLimits 一", "unlawfulDismissal 问 7", "unpaidWages 问 7"],
  },
  { kind: "typo", typed: ["Ｎ＋１"], right: ["severancePay 问 4"] },
  {
    kind: "number",
    typed: ["lao'dong 劳动", "he'tong'fa 合同法", " 38"],
    right: ["severancePay 问 1", "insuranceArrears 问 6"],
  },
  {
    kind: "number",
    typed: ["shi'zhi 示知", "〔2026〕12", "hao 号"],
    right: ["workInjury 问 1, 问 2, 问 3, 问 4, 问 5, 问 6, 问 7"],
  },
  { kind: "number", typed: ["12393"], right: ["hotlineDivision 二", "emergencyTreatment 四"] },
  {
    kind: "number",
    typed: ["hang'zhou 杭州", "can'bao 参保", "zheng'ming 证明"],
    right: ["insuranceProofHangzhou 一, 二, 三"],
  },
  {
    kind: "number",
    typed: ["2012", "nian 年", "4", "yue 月", "yi'qian 以前", "chan'jia 产假"],
    right: ["maternityLeave1988 问 1"],
  },
  {
    kind: "number",
    typed: ["xiao'shan 萧山", "fu'wu 服务", "shi'jian 时间"],
    right: ["serviceHoursHangzhou 二"],
  },
  {
    kind: "colloquial",
    typed: ["lao'ban 老板", "pao'lu'le 跑路了", "gong'zi 工资", "mei'fa 没发"],
    right: ["unpaidWagesCrime 问 1, 问 4", "unpaidWages 问 2, 问 4"],
  },
  { kind: "colloquial", typed: ["996", "wei'fa 违法", "ma 吗"], right: ["overtimePay 问 2"] },
  {
    kind: "colloquial",
    typed: ["bei 被", "chao'you'yu 炒鱿鱼", "pei 赔", "duo'shao'qian 多少钱"],
    right: ["severancePay 问 2, 问 4, 问 5", "unlawfulDismissal 问 2"],
  },
  {
    kind: "colloquial",
    typed: ["sheng'wa 生娃", "lao'gong 老公", "neng'xiu 能休", "ji'tian 几天"],
    right: ["birthLeaveZhejiang 问 3"],
  },
  {
    kind: "colloquial",
    typed: ["lao'ren 老人", "zou'le 走了", "jia'li 家里", "neng'ling 能领", "duo'shao'qian 多少钱"],
    right: ["survivorBenefits 问 1", "retirement 问 6"],
  },
  {
    kind: "colloquial",
    typed: ["she'bao 社保", "duan'jiao 断交", "ji'ge'yue 几个月", "hui 会", "qing'ling 清零", "ma 吗"],
    right: ["backPayment 问 1"],
  },
];
