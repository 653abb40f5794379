// Stands in for the package uc.micro, which markdown-it asks what punctuation and symbols are: its tables
// are older than what the engine knows by itself, and 5 KB of what opening a question loads. markdown-it
// uses P and S alone; test/unit/markdown/ucMicro.test.ts holds them against the package.
export const Any = /[^]/u;
export const Cc = /\p{Cc}/u;
export const Cf = /\p{Cf}/u;
export const P = /\p{P}/u;
export const S = /\p{S}/u;
export const Z = /\p{Z}/u;
