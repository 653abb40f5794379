/**
 * Faults, tried on the packaged .vsix in a VS Code as people have it; no part of it knows that it is
 * tested. `npm run test:faults` tries each a few times, `npm run test:faults -- --long` often.
 */
import './kills';
import './storage';
import { printTable } from './table';

after(printTable);
