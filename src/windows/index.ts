/** Customer service windows: when free-form messages may go out. */
export { windowAt } from "./customer-service-window.js";
export type { WindowView } from "./customer-service-window.js";
export { isLaterInbound } from "./window-store.js";
export type { WindowState, WindowStore } from "./window-store.js";
