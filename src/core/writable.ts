/** The same fields, as whoever puts a value together may set them. */
export type Writable<T> = { -readonly [Field in keyof T]: T[Field] };
