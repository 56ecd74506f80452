import { type Chat, type Clock, defineQuestion, type Waypost, type WebhookUser } from "waypost";
import { type Diary, timeText } from "./diary.js";

/** What the person agrees to; kept word for word as evidence. */
const REMIND_ME =
  "May Studio Nila remind you of your appointments on WhatsApp, the day before? You can stop any time with STOP.";

const remindMe = defineQuestion({
  name: "remind-me",
  body: REMIND_ME,
  buttons: [
    { id: "yes", title: "Yes, remind me" },
    { id: "no", title: "No reminders" },
  ],
  repeats: 0,
});

/** The salon's bot: shows free times, books, asks whether it may remind, moves appointments, and calls a person. */
export function runSalon(waypost: Waypost, diary: Diary, clock: Clock): void {
  waypost
    .router()
    .keyword(["person", "help"], ({ chat }) =>
      chat.handOff({
        reason: "asked for a person",
        announce: "Somebody from the salon will write to you here.",
      }),
    )
    .payload("book:{at}", async ({ params, message, user, chat }) => {
      const booking = diary.book(
        { at: Number(params.at), customer: customerOf(user), name: user.name ?? "" },
        { inboundMessageId: message.id, now: clock.now() },
      );
      if (booking === undefined) {
        await chat.sendText("That time has just gone. These are free:");
        await showTimes(chat);
        return;
      }
      await chat.sendText(`Booked: ${timeText(booking.at)}. See you then!`, {
        idempotencyKey: `booked:${booking.id}`,
      });
      const { state } = (await waypost.consent.get(booking.customer)).state("utility");
      if (state === "unknown") await chat.pose(remindMe);
    })
    .payload("keep:{booking}", ({ chat }) => chat.sendText("Good, we look forward to it."))
    .payload("move:{booking}", async ({ params, user, chat }) => {
      diary.cancel(params.booking, customerOf(user));
      await chat.sendText("That time is free again. Choose another:");
      await showTimes(chat);
    })
    .text(/./su, ({ chat }) => showTimes(chat));

  waypost.onAnswer(remindMe, async ({ answer, message, user, chat }) => {
    const act = { user: customerOf(user), scopes: ["utility"], method: "whatsapp_button" } as const;
    const evidence = {
      disclosureText: REMIND_ME,
      language: "en",
      messageId: message.id,
      channelsNamed: ["whatsapp"],
    };
    if (answer.value === "yes") await waypost.consent.grant({ ...act, evidence });
    else await waypost.consent.deny({ ...act, evidence });
    await chat.sendText(
      answer.value === "yes"
        ? "Good: we will remind you the day before."
        : "All right: no reminders. You can always write to us here.",
    );
  });

  async function showTimes(chat: Chat): Promise<void> {
    await chat.sendList({
      body: 'Studio Nila, Jaipur. When would you like to come? For a person of ours, write "person".',
      button: "Free times",
      sections: [
        {
          title: "Free times",
          rows: diary.free(clock.now()).map((at) => ({ id: `book:${String(at)}`, title: timeText(at) })),
        },
      ],
    });
  }
}

/** Who writes has a number, a user id, or both. */
function customerOf(user: WebhookUser): string {
  return user.phone?.reveal() ?? user.userId ?? "";
}
