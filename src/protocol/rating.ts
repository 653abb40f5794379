/** 1 Again, 2 Hard, 3 Good, 4 Easy. */
export type Rating = 1 | 2 | 3 | 4;

export const ratings = [1, 2, 3, 4] as const satisfies readonly Rating[];

/** The names of the ratings in the person's language. */
export type RatingNames = Readonly<Record<Rating, string>>;
