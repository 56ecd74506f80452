/** A text of a template with its variables' samples. */
export interface TextView {
  readonly field: string;
  readonly text: string;
  /** Sample by name of the variable, as far as there is one. */
  readonly samples: Readonly<Record<string, string | undefined>>;
}

export interface HeaderView {
  readonly field: string;
  /** Lower case: `text`, `image`, ... Unknown ones stay. */
  readonly format: string;
  readonly text?: TextView | undefined;
  /** A media header has its sample file. */
  readonly sampled: boolean;
}

export interface ButtonView {
  readonly field: string;
  /** Lower case: `quick_reply`, `url`, ... Unknown ones stay. */
  readonly type: string;
  /** Undefined where Meta sets the label. */
  readonly label?: string | undefined;
  readonly url?: TextView | undefined;
  readonly phoneNumber?: string | undefined;
  /** Sample of a coupon. */
  readonly example?: string | undefined;
  /** Of a quick reply; Meta does not see it at creation. */
  readonly payload?: string | undefined;
  /** How many of `flow_id`, `flow_name` and `flow_json` are given. */
  readonly flowSources?: number | undefined;
  readonly ttlMinutes?: number | undefined;
  readonly otp?: OtpView | undefined;
}

export interface OtpView {
  readonly type: string;
  readonly autofillLabel?: string | undefined;
  readonly termsAccepted?: boolean | undefined;
  readonly apps?: readonly { readonly packageName: string; readonly signatureHash: string }[] | undefined;
}

export interface CardView {
  readonly field: string;
  readonly header?: HeaderView | undefined;
  readonly body?: TextView | undefined;
  readonly buttons: readonly ButtonView[];
}

/** A template as the rules see it, whether it was written in code or is Meta's JSON. */
export interface TemplateView {
  /** `definition`: written for `defineTemplate`. `request`: Meta's JSON. `account`: the same, as read from an account. */
  readonly source: "definition" | "request" | "account";
  readonly name: string;
  readonly language: string;
  /** Lower case; unknown ones stay. */
  readonly category: string;
  /** Upper case; only of templates read from an account. */
  readonly status?: string | undefined;
  /** As declared; undefined when it follows the texts. */
  readonly format?: "NAMED" | "POSITIONAL" | undefined;
  readonly ttlSeconds?: number | undefined;
  readonly orderStatus: boolean;
  readonly callPermission: boolean;
  /** Types of the components in order, lower case; undefined when the content is not known. */
  readonly components?: readonly string[] | undefined;
  readonly header?: HeaderView | undefined;
  readonly body?: TextView | undefined;
  readonly footer?: TextView | undefined;
  readonly offer?: { readonly text: string; readonly expires: boolean } | undefined;
  readonly buttons?: readonly ButtonView[] | undefined;
  readonly cards?: readonly CardView[] | undefined;
  /** Of one-time codes. */
  readonly codeExpirationMinutes?: number | undefined;
}
