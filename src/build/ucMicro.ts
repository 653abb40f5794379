// Replaces the package uc.micro, which markdown-it uses to classify punctuation and symbols: its
// tables are older than the engine's own and account for 5 KB of what opening a question loads.
// markdown-it uses only P and S; test/unit/markdown/ucMicro.test.ts compares them with the package.
export const Any = /[^]/u;
export const Cc = /\p{Cc}/u;
export const Cf = /\p{Cf}/u;
export const P = /\p{P}/u;
export const S = /\p{S}/u;
export const Z = /\p{Z}/u;
