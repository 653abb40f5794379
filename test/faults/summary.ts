/** Runs after all faults: prints the results, and with FAULTS_WRITE writes them into the README. */
import { printTable, writeSummary } from './table';

printTable();
if (process.env.FAULTS_WRITE !== undefined) writeSummary();
