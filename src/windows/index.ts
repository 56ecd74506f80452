/** Customer service windows: when free-form messages may go out. */
export { WINDOW_MARGIN_MS, WINDOW_MS, windowAt } from "./customer-service-window.js";
export type { WindowView } from "./customer-service-window.js";
export type { WindowState, WindowStore } from "./window-store.js";
