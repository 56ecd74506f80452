/** Conversations: questions that wait for an answer, and chats that are handed to a person. */
export {
  changeQuestion,
  emptyConversation,
  ended,
  mergeConversations,
  openQuestionOf,
  withHandOff,
  withQuestion,
} from "./conversation.js";
export type { AskedQuestion, ChatHolder, Conversation, HandOff, QuestionEnd } from "./conversation.js";
export type { ConversationStore, StoredConversation } from "./conversation-store.js";
export {
  askedQuestion,
  checkQuestion,
  defineQuestion,
  questionMessage,
  repeatsOf,
} from "./question-definition.js";
export type {
  AnswerValue,
  ButtonsQuestion,
  ListQuestion,
  Question,
  TextQuestion,
} from "./question-definition.js";
export { ownedWords, readAnswer } from "./read-answer.js";
export type { AnswerReading } from "./read-answer.js";
