/** Run when all faults were tried: prints what came of them, and writes it into README by FAULTS_WRITE. */
import { printTable, writeSummary } from './table';

printTable();
if (process.env.FAULTS_WRITE !== undefined) writeSummary();
