/** What the status bar says of the server's certificate, in Chinese. */
export const certificatesZh = {
  certificateWords: {
    "certificate.expired": "证书已过期",
    "certificate.notYetValid": "证书未生效",
    "certificate.selfSigned": "证书不可信",
    "certificate.unknownAuthority": "证书不可信",
    "certificate.otherName": "证书名称不符",
    "certificate.unusable": "证书不能用",
    "certificate.authorityExpired": "中心证书已过期",
  },
} as const;

export const certificateErrorsZh = {
  "certificate.expired":
    "服务器的安全证书已过期（本机日期 {today}），为防有人冒充没有连接。请告诉管理员更换服务器证书；如果这个日期不对，先请人校准本机时钟。",
  "certificate.notYetValid":
    "服务器的安全证书还没到生效日期，多半是这台电脑的时钟慢了（本机日期 {today}），没有连接。请先校准本机时钟；日期没错的，告诉管理员。",
  "certificate.selfSigned":
    "服务器的安全证书是它自己签发的，本机无从核实，为防有人冒充没有连接。请告诉管理员：核对后在本机指定这个证书，或更换服务器证书。",
  "certificate.unknownAuthority":
    "服务器的安全证书不是本机信任的机构签发的，可能有人冒充服务器，没有连接。请告诉管理员：核对后在本机指定签发它的中心证书（CA）。",
  "certificate.otherName":
    "这个地址出示的安全证书是发给别的名称的，可能连到了别的机器，没有连接。请告诉管理员核对服务器地址和证书。",
  "certificate.unusable":
    "服务器的安全证书不能用（已吊销，或用途、格式、强度不合要求），没有连接。请告诉管理员更换服务器证书。",
  "certificate.authorityExpired":
    "本机指定的中心证书（CA）已过期（本机日期 {today}），没有连接。请告诉管理员在 管理 → 知识库与电话 里换上新的；如果这个日期不对，先请人校准本机时钟。",
  "server.notEncrypted":
    "服务器地址写的是 https，那里的应答却没有加密，没有连接。请告诉管理员核对地址和端口。",
  "server.lineNotPrivate":
    "服务器地址没有加密（http），来电人的信息不能明文传送，什么都没有发出。请告诉管理员把地址改成 https。",
  "trust.privateKey":
    "这里面有私钥，没有读取。私钥不能交给席位，请只要证书，并告诉管理员这个私钥可能已外泄。",
  "trust.none":
    "没有找到证书。请选择 PEM、CER 或 CRT 格式的证书文件，或粘贴从 BEGIN CERTIFICATE 开始的文字。",
  "trust.unreadable": "证书读不出来，可能没有拷全，没有改动。请重新取得证书文件。",
  "trust.tooLarge": "这个文件太大，不是证书，没有读取。请重新选择。",
} as const;
