/** What a code is called when it proves who somebody is. A plain "code" may be a voucher's, a place's or a country's. */
const NAMED =
  "otp|one[- ]time (?:code|password|passcode|pin)|(?:verification|security|login|log-in|sign-in|confirmation|authentication|access) (?:code|pin)|passcode|2fa code|" +
  "c[óo]digo de (?:verificaci[óo]n|seguridad|acceso|confirmaci[óo]n|verifica[çc][ãa]o|seguran[çc]a|acesso|confirma[çc][ãa]o)|" +
  "code de (?:v[ée]rification|s[ée]curit[ée]|confirmation|connexion)|(?:best[äa]tigungs|sicherheits|verifizierungs|anmelde)code|\\btan\\b|" +
  "codice di (?:verifica|sicurezza)|kode (?:verifikasi|otp|keamanan)|do[ğg]rulama kodu|g[üu]venlik kodu|код (?:подтверждения|безопасности)|" +
  "(?:सत्यापन|सुरक्षा) कोड|ओटीपी|رمز (?:التحقق|الأمان)|كود التحقق|인증 ?번호|인증 ?코드|認証コード|確認コード|验证码|驗證碼";

/** Four to eight digits that are no date, price, telephone or order number; or two groups of three. */
const CODE = "(?<![\\d.,+/#\\p{L}-])(?:\\d{4,8}|\\d{3}[- ]\\d{3})(?![\\d/]|[.,:-]\\d)";
/** Within a short sentence of each other, in either order. */
const NEAR = "[^\\n]{0,40}?";
const ANY_CODE = new RegExp(CODE, "u");
const PATTERN = new RegExp(`(?:${NAMED})${NEAR}${CODE}|${CODE}${NEAR}(?:${NAMED})`, "u");

/** True when the text gives a one-time code: those go out as authentication templates. Pure. */
export function holdsOneTimeCode(text: string): boolean {
  return ANY_CODE.test(text) && PATTERN.test(text.toLowerCase());
}
