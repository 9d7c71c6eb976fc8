import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 count what buffers hold together with its heap when it decides to collect. Left to itself (Node 24) it
 * collects everything for each 64 MB that sockets read and answers are made of, however little the heap has grown:
 * once or more a second under load, which every reader of that moment waits for (docs/decisions/022).
 */
export const countBuffersWithTheHeap = (): void => setFlagsFromString('--external-memory-accounted-in-global-limit')
