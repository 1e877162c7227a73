/** What a request is for: to rule the desk as its operator, to write otherwise, or to look. */
export type Lane = 'control' | 'writing' | 'reading';
