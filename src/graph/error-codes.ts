/** What a family of Meta's errors means for the caller. */
export type GraphErrorFamily =
  | "authentication"
  | "permission"
  | "account"
  | "rate_limit"
  | "recipient"
  | "reengagement"
  | "opted_out"
  | "template"
  | "parameter"
  | "media"
  | "registration"
  | "flow"
  | "group"
  | "calling"
  | "service"
  | "unknown";

/**
 * `never`: the same request fails again · `fix`: change it first · `backoff`: Meta did not take it, try again soon ·
 * `later`: after the limit's window.
 */
export type GraphRetry = "never" | "fix" | "backoff" | "later";

export interface GraphErrorInfo {
  readonly family: GraphErrorFamily;
  readonly retry: GraphRetry;
  /** What it means, in our words. */
  readonly title: string;
  /** What to do next. */
  readonly fix: string;
}

const of = (family: GraphErrorFamily, retry: GraphRetry, title: string, fix: string): GraphErrorInfo => ({
  family,
  retry,
  title,
  fix,
});

// One line a code: it is a table.
// prettier-ignore
/** Meta's error codes (Cloud API error codes page, September 2026, with Graph's own and what peers observed). */
export const GRAPH_ERRORS: ReadonlyMap<number, GraphErrorInfo> = new Map([
  [0, of("authentication", "never", "The app user cannot be authenticated.", "Make a new access token.")],
  [1, of("service", "backoff", "Meta reports an unknown error.", "Check the request; try again a little later.")],
  [2, of("service", "backoff", "Graph is down or overloaded.", "Try again a little later.")],
  [3, of("permission", "never", "The app lacks a capability or permission.", "Check the token's permissions in Meta's token debugger.")],
  [4, of("rate_limit", "later", "The app made too many Graph calls.", "Slow down; the usage headers say by how much.")],
  [10, of("permission", "never", "The permission is missing or was removed.", "Grant the permission to the token's user.")],
  [33, of("parameter", "fix", "The object does not exist or the token may not see it.", "Check the id in the path and the token's assets.")],
  [100, of("parameter", "fix", "A parameter is invalid, misspelled or too long.", "Read the details and correct the request.")],
  [104, of("authentication", "never", "The request carried no usable token.", "Send an access token.")],
  [190, of("authentication", "never", "The access token expired or is invalid.", "Make a new access token, or give accessToken a function that returns a fresh one.")],
  [200, of("permission", "never", "The token may not do this.", "Grant the permission to the token's user.")],
  [368, of("account", "never", "Meta restricted the account for policy violations.", "Stop sending and look at the account in Business Support Home.")],
  [613, of("rate_limit", "later", "Too many calls of this kind per second.", "Wait a second at least.")],
  [2040, of("recipient", "never", "The person cannot take payments messages.", "Use another way of payment.")],
  [2046, of("parameter", "fix", "The order's status cannot change in this way.", "Follow Meta's order of statuses.")],
  [2047, of("parameter", "never", "The order cannot be cancelled.", "It is paid or completed: refund it instead.")],
  [80007, of("rate_limit", "later", "The account's hourly Graph quota is used up.", "Wait; the usage header says for how many minutes.")],
  [80008, of("rate_limit", "later", "Too many management calls for this account.", "Wait; the usage header says for how many minutes.")],
  [130403, of("recipient", "never", "This business blocked the person.", "Unblock them first.")],
  [130429, of("rate_limit", "backoff", "The number's throughput is exceeded.", "Slow down; Waypost's number bucket does so by itself.")],
  [130472, of("recipient", "never", "Meta withheld the marketing message: the person is in an experiment.", "Do not send it again.")],
  [130497, of("account", "never", "The business may not message people in this country.", "Leave this country out.")],
  [131000, of("service", "backoff", "Something went wrong at Meta.", "Try again a little later; then ask Meta's support.")],
  [131005, of("permission", "never", "Access denied.", "Grant the permission to the token's user.")],
  [131008, of("parameter", "fix", "A required parameter is missing.", "Read the details and add it.")],
  [131009, of("parameter", "fix", "A parameter value is not valid.", "Read the details and correct it.")],
  [131016, of("service", "backoff", "The service is unavailable.", "Try again a little later.")],
  [131020, of("group", "never", "The group has no other member.", "Wait until somebody joins.")],
  [131021, of("recipient", "never", "Sender and recipient are the same number.", "Send to somebody else.")],
  [131026, of("recipient", "never", "The message cannot be delivered to this number.", "Treat the person as unreachable on WhatsApp; Meta does not say why.")],
  [131030, of("recipient", "never", "The number is not on the test number's allow-list.", "Add it in the app's dashboard (at most five).")],
  [131031, of("account", "never", "The account is locked.", "Stop sending and look at the account's health.")],
  [131037, of("account", "never", "The number's display name is not approved.", "Get the display name approved.")],
  [131041, of("group", "never", "The group is unknown, or the business is no member.", "Check the group id.")],
  [131042, of("account", "never", "Payment problem of the business.", "Check payment method, credit line, currency and time zone in WhatsApp Manager.")],
  [131044, of("account", "never", "Payment problem for calling.", "Add a valid payment method.")],
  [131045, of("registration", "never", "The number is not properly registered.", "Register it again.")],
  [131047, of("reengagement", "fix", "More than 24 hours since the person wrote.", "Send an approved template.")],
  [131048, of("rate_limit", "later", "Too many of this number's messages were blocked or reported.", "Stop business-initiated messages for a day at least and look at the quality rating.")],
  [131049, of("recipient", "later", "Meta chose not to deliver this marketing message.", "Do not send it again within 24 hours: early repeats count against the account.")],
  [131050, of("opted_out", "never", "The person stopped marketing messages from this business.", "Send them no marketing until they resume; the opt-in registry has recorded it.")],
  [131051, of("parameter", "never", "The message type is not supported.", "Use a supported type.")],
  [131052, of("media", "fix", "Meta could not download the media.", "Read the details: the link must be public and its type and size allowed.")],
  [131053, of("media", "fix", "Meta could not take the media.", "Read the details: check type, size and link.")],
  [131055, of("parameter", "never", "The method is not allowed here.", "Use the endpoint meant for this kind of message or call.")],
  [131056, of("rate_limit", "backoff", "Too many messages to this one person in a short time.", "Wait before the next message to them; others are not affected.")],
  [131057, of("service", "backoff", "The account is in maintenance.", "Wait a minute.")],
  [131059, of("group", "fix", "The paging cursor expired.", "List again from the start.")],
  [131060, of("recipient", "never", "The message is currently unavailable.", "Look at the phone: another device handled it.")],
  [131061, of("template", "fix", "This template is for the Marketing Messages API only.", "Send it there.")],
  [131062, of("recipient", "fix", "This message cannot go to a business-scoped user id.", "Send it to the phone number.")],
  [131063, of("template", "fix", "The account turned marketing off on the Cloud API.", "Send it through the Marketing Messages API.")],
  [131064, of("account", "never", "Limited because templates were put in the wrong category.", "Correct the categories; it is lifted when the enforcement period ends.")],
  [131201, of("group", "never", "The request succeeded in part.", "Look at both lists in the answer.")],
  [131202, of("group", "fix", "A participant is named twice.", "Name each once.")],
  [131204, of("group", "fix", "Too many participants.", "A group has at most eight.")],
  [131207, of("group", "never", "The group is suspended.", "Wait for the webhook that clears it.")],
  [131208, of("rate_limit", "later", "Too many group operations.", "Slow down.")],
  [131209, of("media", "fix", "The picture is not square.", "Crop it.")],
  [131210, of("media", "fix", "The picture is smaller than 192 pixels.", "Use a larger one.")],
  [131211, of("group", "never", "The number has its 10,000 groups.", "Delete unused groups.")],
  [131212, of("group", "never", "The participant is not in the group.", "Read the list of participants first.")],
  [131213, of("group", "never", "The join request does not exist.", "List the join requests first.")],
  [131214, of("group", "later", "Group creation is off after too much marketing inside windows.", "Wait seven days.")],
  [131215, of("group", "never", "The number is not eligible for groups.", "Groups need an official business account.")],
  [132000, of("template", "fix", "The number of parameters does not fit the template.", "Give exactly the template's variables.")],
  [132001, of("template", "fix", "The template does not exist in this language, or is not approved.", "Check name, language and status.")],
  [132005, of("template", "fix", "The text with its values is too long.", "Shorten the values.")],
  [132007, of("template", "fix", "The content breaks a policy on characters or format.", "Correct the values.")],
  [132008, of("template", "fix", "A parameter value is invalid.", "Correct the values.")],
  [132012, of("template", "fix", "A parameter has the wrong format.", "Match the types of the template's variables.")],
  [132015, of("template", "never", "The template is paused for low quality.", "Wait until it is active again, or improve it.")],
  [132016, of("template", "never", "The template is disabled.", "Create a better one under another name.")],
  [132018, of("template", "fix", "The template did not pass validation.", "Read the details.")],
  [132068, of("flow", "fix", "The Flow is blocked.", "Correct the Flow.")],
  [132069, of("flow", "later", "The Flow is throttled: ten messages in the last hour.", "Wait, and mend the Flow's endpoint.")],
  [133000, of("registration", "fix", "An earlier deregistration is incomplete.", "Deregister again first.")],
  [133004, of("service", "backoff", "The server is temporarily unavailable.", "Try again a little later.")],
  [133005, of("registration", "fix", "The two-step PIN is wrong.", "Use the right PIN.")],
  [133006, of("registration", "fix", "The number must be verified again.", "Request and verify a code.")],
  [133008, of("registration", "later", "Too many wrong PINs.", "Wait as long as the details say.")],
  [133009, of("registration", "later", "PINs were entered too fast.", "Wait as long as the details say.")],
  [133010, of("registration", "fix", "The number is not registered.", "Register it first.")],
  [133015, of("registration", "later", "The number was deleted just now.", "Wait five minutes.")],
  [133016, of("rate_limit", "later", "Too many registrations of this number.", "Wait 72 hours.")],
  [134011, of("account", "never", "The payment terms are not accepted.", "Accept them in WhatsApp Manager.")],
  [134100, of("template", "never", "Only marketing templates are supported here.", "Send others through the Cloud API.")],
  [134101, of("template", "later", "The template is still being synced.", "Wait ten minutes.")],
  [134102, of("template", "never", "The template is not available here.", "Check the onboarding and the template.")],
  [135000, of("parameter", "fix", "Meta could not make sense of the parameters.", "Compare header and buttons with the template.")],
  [137000, of("recipient", "fix", "The person's identity changed.", "Verify the person again; send with the new hash or none.")],
  [138000, of("calling", "fix", "Calling is not enabled on the number.", "Enable it in the settings.")],
  [138001, of("calling", "never", "The person cannot be called.", "Write instead.")],
  [138002, of("rate_limit", "later", "The number has its 1,000 calls at once.", "Wait for one to end.")],
  [138003, of("calling", "later", "There is a call with this person already.", "Wait for its end.")],
  [138004, of("service", "backoff", "The call could not be connected.", "Try again.")],
  [138005, of("rate_limit", "later", "Too many calls started.", "Slow down.")],
  [138006, of("calling", "fix", "The person has not permitted calls.", "Ask for permission first.")],
  [138007, of("service", "backoff", "The call was not set up in time.", "Try again.")],
  [138009, of("rate_limit", "later", "Calls may be asked for once in 24 hours, twice in seven days.", "Wait.")],
  [138012, of("rate_limit", "later", "Too many connected calls with this person in 24 hours.", "Wait as long as the details say.")],
  [138013, of("calling", "never", "Business-initiated calls are not available for this number.", "Let the person call.")],
  [138014, of("calling", "later", "Calling is off for low quality.", "Wait.")],
  [138015, of("calling", "fix", "Calling needs a messaging limit of 2,000.", "Raise the limit first.")],
  [138017, of("calling", "never", "The person permitted calls for good already.", "Call.")],
  [138018, of("calling", "fix", "No app is subscribed to calls.", "Subscribe to the calls webhook or set up SIP.")],
  [138019, of("calling", "later", "The call could not be set up on the phone.", "Try later.")],
  [138020, of("calling", "later", "The relay could not be reached.", "Try later.")],
  [138021, of("calling", "fix", "The phone got no media.", "Check your media server.")],
  [138022, of("calling", "later", "The phone sent no media.", "Try later.")],
  [138023, of("calling", "later", "The call ended without media.", "Try later.")],
  [139000, of("flow", "fix", "The Flow is blocked for integrity reasons.", "Correct the Flow.")],
  [139001, of("flow", "fix", "The Flow could not be updated.", "Read the details.")],
  [139002, of("flow", "fix", "The Flow could not be published.", "Read the details.")],
  [139003, of("flow", "fix", "The Flow could not be deprecated.", "Only published Flows can be.")],
  [139004, of("flow", "fix", "The Flow could not be deleted.", "Only drafts can be.")],
  [139006, of("flow", "fix", "The Flow's assets or migration failed.", "Read the details.")],
  [139100, of("recipient", "never", "Some or all people could not be blocked or unblocked.", "Look at failed_users in the answer.")],
  [139101, of("recipient", "never", "The block list is full (64,000).", "Unblock somebody.")],
  [139102, of("recipient", "fix", "The block list changed while it was read.", "List again from the start.")],
  [139103, of("service", "backoff", "The block list failed.", "Try again.")],
  [139200, of("permission", "never", "Direct Send is not open to this account.", "Use a template.")],
  [141008, of("account", "never", "The account has a technical lock.", "Ask Meta's support.")],
  [141014, of("account", "never", "The account is banned.", "Stop sending; appeal in Business Support Home.")],
  [147001, of("parameter", "never", "The username is not available.", "Choose another.")],
  [147002, of("account", "never", "The number is not eligible for a username.", "Raise the messaging limit first.")],
  [147003, of("account", "fix", "The Facebook Page that owns the name must be linked.", "Link it.")],
  [147004, of("account", "fix", "The Instagram account that owns the name must be linked.", "Link it.")],
  [147005, of("parameter", "fix", "The username is in use on a sibling number.", 'Resend with transfer_action "force_transfer".')],
  [200005, of("template", "never", "Template insights are not available.", "Meta does not offer them to this portfolio.")],
  [200006, of("template", "never", "Template insights cannot be switched off.", "Leave them on.")],
  [200007, of("template", "fix", "Template insights are not switched on.", "Switch them on: account.update({ isEnabledForInsights: true }). It cannot be undone.")],
  [1752041, of("parameter", "never", "The business was invited by a partner already.", "Treat it as done.")],
  [2388001, of("registration", "fix", "Ownership or two-step verification must be settled first.", "Do so in WhatsApp Manager.")],
  [2388012, of("registration", "never", "The number is in the account already.", "Use it.")],
  [2388019, of("template", "never", "The account has its most templates.", "Delete unused ones, or verify the business.")],
  [2388023, of("template", "later", "The name is being deleted.", "Wait 30 days or use another name.")],
  [2388024, of("template", "fix", "The same content exists in this language.", "Use the existing template.")],
  [2388039, of("template", "later", "The template cannot be changed now.", "Wait for the review, or for the daily edit limit.")],
  [2388040, of("template", "fix", "A field is too long.", "Shorten it.")],
  [2388047, of("template", "fix", "The header's format is not allowed.", "Correct the header.")],
  [2388072, of("template", "fix", "The body's format is not allowed.", "Correct the body.")],
  [2388073, of("template", "fix", "The footer's format is not allowed.", "Correct the footer.")],
  [2388077, of("parameter", "fix", "The product types do not go together.", "Ask for one.")],
  [2388091, of("registration", "fix", "The number may not get a code.", "Check the migration.")],
  [2388093, of("registration", "fix", "The number may not verify a code.", "Check the migration.")],
  [2388103, of("registration", "fix", "The number cannot be migrated.", "Read the details.")],
  [2388293, of("template", "fix", "Too many variables for so few words.", "Add words or take variables out.")],
  [2388299, of("template", "fix", "The body starts or ends with a variable.", "Put words around it.")],
  [2388318, of("template", "never", "A template that Meta generated cannot be edited.", "Create one of your own.")],
  [2388330, of("template", "never", "A template that Meta generated cannot be deleted.", "Leave it.")],
  [2494100, of("service", "backoff", "The number is in maintenance.", "Wait a few minutes.")],
  [2494164, of("parameter", "fix", "The in-app sign-up does not exist.", "Check its id.")],
  [2494165, of("permission", "never", "In-app sign-ups are not available to this account.", "They are closed in some countries: see Meta's page.")],
  [2494166, of("parameter", "fix", "The in-app sign-up has an unknown placeholder.", "Use {{promo_code}} only.")],
  [2494167, of("parameter", "fix", "The in-app sign-up names a promo code and has none.", "Give promoCode.")],
  [2494168, of("parameter", "fix", "The terms of in-app sign-ups are not accepted.", "Accept them: policy.accepted.")],
  [2494176, of("parameter", "never", "The terms of in-app sign-ups are accepted already.", "Leave the policy out.")],
  [2494177, of("parameter", "fix", "The address of the terms is not allowed.", "Use the address that Meta names.")],
  [2494179, of("parameter", "fix", "The website of the in-app sign-up is not https.", "Give an https address.")],
  [2494191, of("permission", "never", "Only the escalation app may take a thread.", "Let the app that holds it pass it on.")],
  [2593079, of("account", "never", "The account cannot leave its on-behalf-of owner in this way.", "Ask the solution partner.")],
  [2593085, of("account", "never", "The account cannot move to this solution.", "Ask the solution partner.")],
  [2593107, of("parameter", "never", "The sync was asked for more than once.", "Wait for the first.")],
  [2593108, of("parameter", "never", "The sync was asked for later than 24 hours after onboarding.", "Onboard again.")],
  [2593109, of("permission", "never", "The business declined to share its history.", "Go on without it.")],
]);

/** What is known of a code. An unknown code is no failure of ours: it survives whole, and is not repeated. */
export function graphErrorInfo(code: number, subcode?: number, transient = false): GraphErrorInfo {
  const known =
    (subcode === undefined ? undefined : GRAPH_ERRORS.get(subcode)) ??
    GRAPH_ERRORS.get(code) ??
    rangeOf(code);
  if (known === undefined) {
    return of(
      transient ? "service" : "unknown",
      transient ? "backoff" : "fix",
      "Meta refused the request.",
      "Read Meta's message and details.",
    );
  }
  return transient && known.retry === "fix" ? { ...known, retry: "backoff" } : known;
}

function rangeOf(code: number): GraphErrorInfo | undefined {
  if (code > 200 && code <= 299) return GRAPH_ERRORS.get(200);
  if (code >= 2494164 && code <= 2494179) {
    return of("parameter", "fix", "The in-app sign-up was refused.", "Read Meta's message and details.");
  }
  return undefined;
}
