/** Memory for `length` numbers of four bytes that every thread sees. */
export function shared(length: number): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * length)
}
