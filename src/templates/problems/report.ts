/** Takes one problem of a definition: its field, and what is wrong. */
export type Report = (field: string, problem: string) => void;
