/** A string union that Meta may extend: known members complete in an editor, unknown ones are kept as they are. */
export type Open<Known extends string> = Known | (string & Record<never, never>);
