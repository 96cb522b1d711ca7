/** The people who run an instance, as far as answers depend on them. */
export type Club = {
  name: string
  /** Two letters; null when unknown, then no country's number is shown. */
  country: string | null
  /** The club's own professionals, with numbers the club vouches for. */
  professionals: readonly { name: string; role: string; phone?: string | undefined }[]
}

/** A club that has said nothing about itself. */
export const UNKNOWN_CLUB: Club = { name: 'Kneewise', country: null, professionals: [] }
