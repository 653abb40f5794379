/**
 * The place of a profile whose progress is kept everywhere. VS Code gives the extension one folder
 * for all profiles, but each profile its own state, which names the profile's folder: `everywhere`,
 * `everywhere-2` and so on. A folder is claimed once a state is known to name it, so a kill before
 * that costs nothing: the next start finds the same folder.
 */
import * as vscode from 'vscode';
import { stateKeys } from '../../base/ids';
import { log } from '../../base/log';
import { openDataFolder } from './folder';

const claimName = 'profile.json';
const firstName = 'everywhere';
/** State passed to VS Code is on disk after this many ms. */
const stateWrittenWithin = 2000;

/** The inputs for finding the place. */
export interface ProfileContext {
  readonly globalState: vscode.Memento;
  /** The folder that holds all places. */
  readonly places: vscode.Uri;
}

/** A profile's place, as folder names. */
export interface ProfilePlace {
  readonly name: string;
  /** Where this profile's progress was when all profiles shared one folder. */
  readonly also?: string;
  /** Whether the folder dates from when all profiles shared one. */
  readonly isShared: boolean;
}

/** Finds this profile's place; writes nothing. Never rejects. */
export async function profilePlace({ globalState, places }: ProfileContext): Promise<ProfilePlace> {
  const known = readPlace(globalState.get<unknown>(stateKeys.profilePlace));
  if (known) return known;
  let isFirstShared = false;
  for (let number = 1; ; number++) {
    const name = number === 1 ? firstName : `${firstName}-${number}`;
    const folder = openDataFolder(vscode.Uri.joinPath(places, name));
    const claim = await folder.read(claimName).catch(() => undefined);
    if (claim === undefined) {
      const files = await folder.list().catch(() => []);
      const isShared = number === 1 && files.length > 0;
      const wasHere = isFirstShared && globalState.get(stateKeys.progress) !== undefined;
      return { name, isShared, ...(wasHere && { also: firstName }) };
    }
    if (number === 1) isFirstShared = claim.includes('"shared":true');
  }
}

/** The folders of other profiles, by name. Never rejects. */
export async function placesOfOtherProfiles(
  { places }: Pick<ProfileContext, 'places'>,
  own: ProfilePlace,
): Promise<readonly string[]> {
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(places)).catch(() => []);
  return entries
    .map(([name]) => name)
    .filter(name => isPlaceName(name) && name !== own.name && name !== own.also)
    .sort();
}

/** Notes the place in the profile's state, then claims the folder for it. Never rejects. */
export async function keepProfilePlace(
  { globalState, places }: ProfileContext,
  place: ProfilePlace,
): Promise<void> {
  const isNew = readPlace(globalState.get<unknown>(stateKeys.profilePlace)) === undefined;
  const folder = openDataFolder(vscode.Uri.joinPath(places, place.name));
  try {
    if (isNew) {
      await globalState.update(stateKeys.profilePlace, place);
      await new Promise(resolve => setTimeout(resolve, stateWrittenWithin));
    }
    if ((await folder.read(claimName)) !== undefined) return;
    await folder.replace(claimName, [`{"shared":${place.isShared}}`]);
  } catch (error) {
    log().warn(`The folder of this profile could not be claimed: ${String(error)}`);
  }
}

function readPlace(stored: unknown): ProfilePlace | undefined {
  const { name, also, isShared } = (stored ?? {}) as Partial<Record<keyof ProfilePlace, unknown>>;
  if (!isPlaceName(name)) return undefined;
  return { name, isShared: isShared === true, ...(isPlaceName(also) && { also }) };
}

function isPlaceName(name: unknown): name is string {
  return typeof name === 'string' && /^everywhere(-\d{1,3})?$/.test(name);
}
