import type { KeywordList } from "./keyword-list.js";

/** Scripts without spaces between words, and Korean. Source: compliance 4.2; needs a native reader per language before release. */
export const EAST_ASIAN_KEYWORDS = {
  th: {
    t1: "ยกเลิกการสมัคร, หยุดรับข้อความ, ยกเลิกรับข่าวสาร, ไม่รับข้อความ, หยุดส่งข้อความ, เลิกติดตาม",
    t2: "หยุด, ยกเลิก, เลิก, พอแล้ว, ออก, ไม่",
    optIn: "เริ่ม, สมัคร, รับข่าวสาร, ติดตาม",
    yes: "ใช่, ตกลง, ยินยอม, ยืนยัน",
    no: "ไม่",
  },
  "zh-Hans": {
    t1: "退订, 取消订阅, 停止发送, 不再接收, 别再发了, 拒收, td",
    t2: "停止, 取消, 结束, 不要, 停, 删除, 不, t, n",
    optIn: "订阅, 开始, 恢复, 重新订阅",
    yes: "是, 是的, 同意, 好的, 确认, y",
    no: "不, 不要, n",
  },
  "zh-Hant": {
    t1: "退訂, 取消訂閱, 停止發送, 不再接收, 拒收",
    t2: "停止, 取消, 結束, 不要, 停, 刪除, 不",
    optIn: "訂閱, 開始, 恢復, 重新訂閱",
    yes: "是, 是的, 同意, 好的, 確認, y",
    no: "不, 不要",
  },
  ja: {
    t1: "配信停止, 配信停止希望, 登録解除, 購読解除, 送信停止, メッセージ停止",
    t2: "停止, 解除, キャンセル, やめて, 終了, 退会, 中止, いいえ, ストップ",
    optIn: "配信再開, 再開, 登録, 購読, 開始",
    yes: "はい, 同意します, 同意する, 同意",
    no: "いいえ",
  },
  ko: {
    t1: "수신거부, 무료수신거부, 구독취소, 수신동의철회, 광고거부, 메시지중지",
    t2: "중지, 정지, 그만, 취소, 해지, 종료, 거부, 탈퇴, 아니요",
    optIn: "수신동의, 구독, 시작, 재개",
    yes: "네, 예, 동의, 동의합니다, 동의함",
    no: "아니요",
  },
} as const satisfies Readonly<Record<string, KeywordList>>;
