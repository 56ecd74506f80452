import { languageWords } from "../text/language-words.js";

/** Words that only one-time codes have (C12). */
export const codeWords = languageWords({
  en: "otp, one-time password, one time password, one-time passcode, one-time code, one time code, one-time pin, verification code, verify code, authentication code, security code, login code, log-in code, sign-in code, access code, passcode, confirmation code for your login, 2fa code, two-factor code",
  es: "codigo de verificacion, codigo de seguridad, codigo de acceso, codigo de un solo uso, contrasena de un solo uso, codigo de autenticacion, clave dinamica, codigo otp",
  pt: "codigo de verificacao, codigo de seguranca, codigo de acesso, codigo de uso unico, senha de uso unico, codigo de autenticacao, token de acesso",
  fr: "code de verification, code de securite, code d'acces, code a usage unique, mot de passe a usage unique, code d'authentification, code de connexion",
  de: "verifizierungscode, bestatigungscode, sicherheitscode, zugangscode, einmalcode, einmalpasswort, anmeldecode, authentifizierungscode, tan",
  it: "codice di verifica, codice di sicurezza, codice di accesso, codice monouso, password monouso, codice di autenticazione",
  nl: "verificatiecode, beveiligingscode, toegangscode, eenmalige code, eenmalig wachtwoord, inlogcode",
  pl: "kod weryfikacyjny, kod bezpieczenstwa, kod dostepu, haslo jednorazowe, kod jednorazowy, kod logowania",
  tr: "dogrulama kodu*, guvenlik kodu*, tek kullanimlik*, giris kodu*, onay kodu*",
  ru: "код подтверждения, код безопасности, одноразовыи код, одноразовыи пароль, код для входа, проверочныи код",
  uk: "код підтвердження, код безпеки, одноразовии код, одноразовии пароль, код для входу",
  ar: "رمز التحقق, كود التحقق, رمز الامان, رمز الدخول, كلمه مرور لمره واحده, رمز لمره واحده",
  he: "קוד אימות, קוד חד פעמי, סיסמה חד פעמית, קוד כניסה",
  hi: "ओटीपी, सत्यापन कोड, वेरिफिकेशन कोड, वन टाइम पासवर्ड, सुरक्षा कोड",
  bn: "ওটিপি, যাচাইকরণ কোড, ভেরিফিকেশন কোড",
  id: "kode verifikasi, kode otp, kode keamanan, kata sandi sekali pakai, kode akses, kode masuk",
  ms: "kod pengesahan, kod keselamatan, kata laluan sekali, kod akses",
  th: "รหัสยืนยัน, รหัส otp, รหัสโอทีพี, รหัสความปลอดภัย",
  vi: "ma xac minh, ma xac thuc, ma otp, mat khau mot lan, ma bao mat, ma dang nhap",
  zh: "验证码, 驗證碼, 动态密码, 一次性密码, 安全码, 校验码",
  ja: "認証コード, 確認コード, ワンタイムパスワード, セキュリティコード, ログインコード",
  ko: "인증번호, 인증 코드, 일회용 비밀번호, 보안 코드, 로그인 코드",
  sw: "nambari ya uthibitisho, msimbo wa uthibitishaji, nenosiri la mara moja",
});

/** Codes of other kinds: a parcel, a door, a discount. */
export const otherCodeWords = languageWords({
  en: "promo code, promotional code, discount code, coupon code, voucher code, gift code, referral code, tracking code, pickup code, pick-up code, collection code, booking code, reservation code, order code, gate code, door code, zip code, post code, postal code, dress code, qr code, swift code, branch code, area code, product code, ticket code, delivery code, locker code, country code, source code",
});

/** "code is {{1}}", as the text reads once variables are the digit 0. */
export const CODE_IS_VARIABLE =
  /\b(?:code|pin|codigo|kode|kod|koden|codice|код)\s*(?:is|:|=|es|e|est|lautet|ist|adalah|ialah|для входа)?\s*:?\s*\*?\b0\b/u;
