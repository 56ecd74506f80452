import { defineTemplate, HeldError, RefusedError, type Waypost } from "waypost";
import { type Booking, type Diary, timeText } from "./diary.js";

export const appointmentReminder = defineTemplate({
  name: "appointment_reminder",
  language: "en",
  category: "utility",
  body: "Hi {{name}}, your appointment at Studio Nila is on {{time}}. Does the time still suit you?",
  buttons: [
    { type: "quick_reply", text: "I will be there", payload: "keep:{{booking}}" },
    { type: "quick_reply", text: "Another time", payload: "move:{{booking}}" },
  ],
  examples: { name: "Ravi", time: "Tue, 3 Nov, 10:00 am" },
});

/** A reminder that would come later than this before the appointment does not come at all. */
const LAST_MS = 2 * 3_600_000;

/**
 * Reminds everybody whose appointment is due: each by a send of their own, whose cause is their own appointment. Call it every few
 * minutes, in as many processes as you like: an appointment is one message, and whoever said no gets none.
 */
export async function remindOfAppointments(waypost: Waypost, diary: Diary, now: number): Promise<void> {
  for (const booking of diary.due(now)) {
    const outcome = await remind(waypost, booking);
    if (outcome !== undefined) diary.noteReminder(booking.id, outcome);
  }
}

/** What became of it; undefined: it may go later. */
async function remind(waypost: Waypost, { id, customer, name, at }: Booking): Promise<string | undefined> {
  try {
    const receipt = await waypost.messages.sendTemplate(
      {
        to: customer,
        template: appointmentReminder,
        params: { name, time: timeText(at), booking: id },
        cause: { kind: "appointment", ref: `booking-${id}`, at, step: "reminder" },
      },
      { deadline: at - LAST_MS },
    );
    return receipt.messageId;
  } catch (error) {
    // Held: the next round tries again, as long as there is time.
    if (HeldError.is(error)) return undefined;
    if (RefusedError.is(error)) return error.code;
    throw error;
  }
}
