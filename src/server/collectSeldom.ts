import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 collect everything only when there is much to collect, as each time every reader of that moment waits for
 * it (docs/decisions/022). Left to itself (Node 24) it does so for each 64 MB that sockets read and answers are made
 * of, however little the heap has grown: buffers count with the heap here, and both may grow to four times what
 * was left of them. By far most of it is young and goes with the small collections.
 */
export function collectSeldom(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit')
  setFlagsFromString('--heap-growing-percent=300')
}
