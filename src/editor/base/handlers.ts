/** The type of a feature's command handlers. */
import type { CommandId } from './ids';

/** Runs a command. Arguments are untrusted: a key binding may pass anything. */
export type Handler = (...args: readonly unknown[]) => unknown;

/** The handlers of one feature's commands. */
export type Handlers<Id extends CommandId = CommandId> = Readonly<Record<Id, Handler>>;
