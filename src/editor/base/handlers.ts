/** What carries out the commands of a feature. */
import type { CommandId } from './ids';

/** Carries out a command. What it is given is input: a key binding may pass anything. */
export type Handler = (...args: readonly unknown[]) => unknown;

/** The handlers of one feature's commands. */
export type Handlers<Id extends CommandId = CommandId> = Readonly<Record<Id, Handler>>;
